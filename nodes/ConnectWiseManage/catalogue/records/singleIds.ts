/** How nearly all ids of operations end that answer one record or a file. */
export const SINGLE_ID_ENDINGS: readonly string[] = ['ById', 'ByIdInfo', 'Download', 'Default'];

/** Whether the id looks like that of a single record; six short lists of the API look so, too. */
export function hasSingleId(operationId: string): boolean {
	return SINGLE_ID_ENDINGS.some((ending) => operationId.endsWith(ending));
}
