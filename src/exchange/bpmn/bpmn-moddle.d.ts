declare module 'bpmn-moddle' {
  /** An element as the reader gives it: its type, and its properties by name. */
  export type Element = { readonly $type: string; readonly [property: string]: unknown }
  export class BpmnModdle {
    fromXML(xml: string): Promise<{ readonly rootElement: Element; readonly warnings: readonly { readonly message: string }[] }>
  }
}
