/**
 * Text without what no reader should meet: control characters, halves of surrogate pairs, and the marks that override the direction of what stands around them
 * (letters of right-to-left scripts stay). Tabs and line ends stay.
 */
export function plainText(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // oxlint-disable-next-line no-control-regex -- these are exactly the characters meant
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '')
  )
}

/** Text for XML and HTML, as content and between double or single quotes. */
export function escapeXml(text: string): string {
  return plainText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')
}
