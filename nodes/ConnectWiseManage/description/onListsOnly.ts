import type { IDisplayOptions } from 'n8n-workflow';

/** Ids of operations that answer one record or a file; all others may answer a list. */
const SINGLE =
	'(?:ById(?:Info|Image|Download|Thumbnail|Pdf|LogDownload|QuickAccessCount)?|Default|Uploadsample)$';

/** Lists whose ids end like those of single records. */
const LISTS_BY_ID =
	'(?:Components|PickingShippingDetails|Conversions|WorkflowsAttachments|WorkflowsNotifyTypes)ById$';

const LIST_ID = `^(?!.*${SINGLE})|${LISTS_BY_ID}`;

/**
 * Shows a parameter for queries that may answer a list. n8n tests the text of the Operation ID; a
 * list must never fail it, because a hidden Return All reads no more than the default limit.
 */
export function onListsOnly(show: NonNullable<IDisplayOptions['show']>): IDisplayOptions {
	return { show: { ...show, operationId: [{ _cnd: { regex: LIST_ID } }] } };
}
