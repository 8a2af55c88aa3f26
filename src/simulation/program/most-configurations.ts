/** Configurations of a chart that the kernel keeps. Cases that are in more of them are led by the engine in TypeScript, which forgets those not in use. */
export const mostConfigurations = 4096
