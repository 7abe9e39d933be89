import type { IDataObject } from 'n8n-workflow';
import { toDecimal } from '../../../actions/parameters/plain/numbers';
import { isRecord } from '../../../response/items/isRecord';
import type { ChangeAction } from '../../event';

/** What ConnectWise says in a delivery. */
export interface Message {
	readonly action: ChangeAction;
	/** Lower case. */
	readonly type: string;
	readonly recordId: number;
	readonly memberId: string | null;
	/** The summary of the record; undefined for deleted ones. */
	readonly entity?: IDataObject;
	readonly keyUrl?: string;
}

const ACTIONS: readonly ChangeAction[] = ['added', 'updated', 'deleted'];

function parse(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
	} catch {
		return undefined;
	}
}

/** Reads the bytes of a delivery; undefined for what is no delivery of ConnectWise. */
export function readMessage(rawBody: Buffer): Message | undefined {
	const body = parse(rawBody.toString('utf8'));
	if (!isRecord(body)) return undefined;
	const action = ACTIONS.find((known) => known === lower(body.Action));
	const recordId = readId(body.ID);
	if (action === undefined || recordId === undefined) return undefined;
	return {
		action,
		type: lower(body.Type),
		recordId,
		memberId: typeof body.MemberId === 'string' && body.MemberId !== '' ? body.MemberId : null,
		entity: readEntity(body.Entity),
		keyUrl: readKeyUrl(body.Metadata),
	};
}

function readId(value: unknown): number | undefined {
	const id = toDecimal(value);
	return id !== undefined && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** JSON within the JSON, as text. */
function readEntity(value: unknown): IDataObject | undefined {
	const entity = typeof value === 'string' ? parse(value) : value;
	return isRecord(entity) ? entity : undefined;
}

function readKeyUrl(metadata: unknown): string | undefined {
	return isRecord(metadata) && typeof metadata.key_url === 'string' ? metadata.key_url : undefined;
}

function lower(value: unknown): string {
	return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
