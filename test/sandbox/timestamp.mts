/** The API writes times in UTC without milliseconds. */
export const timestamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
