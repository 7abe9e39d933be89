import type { IDisplayOptions } from 'n8n-workflow';
import { SINGLE_ID_ENDINGS } from '../../catalogue/records/singleIds';

/**
 * Shows a parameter for queries that may answer a list. n8n looks at the end of the Operation ID; it
 * runs patterns in a sandbox with a time limit, which a busy n8n exceeds.
 */
export function onListsOnly(show: NonNullable<IDisplayOptions['show']>): IDisplayOptions {
	const operationId = SINGLE_ID_ENDINGS.map((endsWith) => ({ _cnd: { endsWith } }));
	return { show, hide: { operationId } };
}
