import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../../response/items/isRecord';
import { numberOf } from '../../../response/items/plain';
import { simplifyRecord } from '../../../response/items/simplify';
import { lastUpdatedOf, toEventItem, type ChangeAction } from '../../event';
import type { PolledList } from '../reading/list';
import type { PollSettings } from '../settings';
import type { Change } from './takeChanges';
import type { Trails } from './trails';

interface Shape {
	readonly list: Pick<PolledList, 'type' | 'showsInfo'>;
	readonly settings: Pick<PollSettings, 'simplify'>;
}

/** The records with what happened to them, one item each. */
export function toItems(
	{ list, settings }: Shape,
	changes: readonly Change[],
	trails: Trails = new Map(),
): INodeExecutionData[] {
	return changes.map((change) => {
		const { record, id, action } = change;
		const trail = trails.get(change);
		const event = {
			action,
			type: list.type,
			recordId: id,
			memberId: memberOf(record),
			at: lastUpdatedOf(record),
			complete: true,
			...(trail && { changes: trail }),
		};
		return { json: toEventItem(shapeOf(record, { list, settings }), event) };
	});
}

export function toChange(record: IDataObject, action: ChangeAction): Change {
	return { record, id: numberOf(record.id), action };
}

function memberOf({ _info }: IDataObject): string | null {
	const name = isRecord(_info) ? _info.updatedBy : undefined;
	return typeof name === 'string' && name !== '' ? name : null;
}

function shapeOf(record: IDataObject, { list, settings }: Shape): IDataObject {
	if (settings.simplify) return simplifyRecord(record);
	if (list.showsInfo) return record;
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== '_info'));
}
