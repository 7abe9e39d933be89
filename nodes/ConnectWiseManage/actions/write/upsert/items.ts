import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../parameters/operation/operation';
import { toPlainItem, type Runtime } from '../../run/runtime';
import { toPreviewItem } from '../preview/preview';
import type { CustomChange } from '../body/customFields/customFields';
import type { Planned } from '../planned';
import type { KeyPart } from './key/keyValues';
import type { Match } from './key/match';

/** All that one record's way through Create or Update needs to know. */
export interface Upsert {
	readonly runtime: Runtime;
	readonly call: Call;
	/** Without the custom fields. */
	readonly record: Readonly<Record<string, unknown>>;
	readonly customFields?: readonly CustomChange[];
	/** What creates it; none where nothing is to be created. */
	readonly create?: Planned;
	readonly match: Match;
	readonly parts: readonly KeyPart[];
	readonly turn: string;
	readonly itemIndex: number;
}

/** What became of a record. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'left';

export function withOutcome(
	items: readonly INodeExecutionData[],
	outcome: Outcome,
	changed: readonly string[],
): INodeExecutionData[] {
	return items.map((item) => ({ ...item, json: { ...item.json, outcome, changed: [...changed] } }));
}

/** The record in place of an answer that does not show it, where it can be read. */
export async function withRecord(
	{ runtime, itemIndex }: Upsert,
	items: INodeExecutionData[],
	look: () => Promise<IDataObject | undefined>,
): Promise<INodeExecutionData[]> {
	if (items.some(({ json }) => 'id' in json && json.success !== true)) return items;
	// The write is done, whatever becomes of this read.
	const record = await look().catch(() => undefined);
	return record ? [toPlainItem(runtime, record, itemIndex)] : items;
}

/** The item of a record for which nothing needs to be sent. */
export function toUnsentItem(
	{ runtime, itemIndex }: Upsert,
	present: IDataObject,
	outcome: Outcome,
): INodeExecutionData {
	if (runtime.settings.preview)
		return toPreviewItem({ expected: outcome, id: present.id }, itemIndex);
	const json = { ...present, outcome, changed: [] };
	return toPlainItem(runtime, json, itemIndex);
}
