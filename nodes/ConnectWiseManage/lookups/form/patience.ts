/** Milliseconds that a form waits for the lists of the tenant, all together. */
export const PATIENCE_MS = 3_000;
