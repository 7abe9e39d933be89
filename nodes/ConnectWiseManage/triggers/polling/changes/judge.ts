import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../response/items/isRecord';
import { lastUpdatedOf } from '../../event';
import type { SeenMemory } from '../memory/seen';
import type { Window } from '../memory/state';

export type Emit = 'created' | 'updated' | 'both';

/** Updated at once after it was created, as part of its creation. */
const CREATION_SECONDS = 2;

/** What a row tells of its own times, in seconds since 1970. */
export interface RowTimes {
	/** `undefined` where the record does not tell when it was last updated. */
	readonly updated: number | undefined;
	readonly entered: number | undefined;
}

export function timesOf(record: IDataObject): RowTimes {
	const info = isRecord(record._info) ? record._info : {};
	return {
		updated: toSeconds(lastUpdatedOf(record)),
		entered: toSeconds(lastUpdatedOf({ _info: { lastUpdated: enteredOf(info, record) } })),
	};
}

function enteredOf(info: IDataObject, record: IDataObject): IDataObject[string] {
	return info.dateEntered ?? record.dateEntered ?? null;
}

function toSeconds(text: string | null): number | undefined {
	const ms = text === null ? NaN : Date.parse(text);
	return Number.isNaN(ms) ? undefined : Math.floor(ms / 1_000);
}

/**
 * Whether the change is one to pass on, and as what. A record is new if it was entered within the
 * window and not seen in it before; where no such date is told, if its id is above those known before.
 */
export function judge(
	id: number,
	{ updated, entered }: { readonly updated: number; readonly entered: number | undefined },
	sight: ReturnType<SeenMemory['compare']>,
	{ from, topId }: Window,
	emit: Emit,
): 'added' | 'updated' | undefined {
	if (sight === 'known') return undefined;
	const isNew = sight === 'unknown' && (entered === undefined ? id > topId : entered >= from);
	if (!isNew) return emit === 'created' ? undefined : 'updated';
	if (emit !== 'updated') return 'added';
	// Between two polls it was created and then changed; the change must not be lost.
	const isChangedSince = entered !== undefined && updated - entered > CREATION_SECONDS;
	return isChangedSince ? 'updated' : undefined;
}
