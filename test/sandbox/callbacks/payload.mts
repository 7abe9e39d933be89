import { randomUUID } from 'node:crypto';
import { SANDBOX_COMPANY } from '../credentials.mts';
import type { JsonObject } from '../json.mts';
import type { RecordChange } from '../records/registry.mts';
import type { World } from '../server/world.mts';
import { keyUrlOf } from './signing.mts';

const LEFT_OUT = ['customFields', 'communicationItems'];
const LEFT_OUT_OF_TICKETS = [...LEFT_OUT, 'owner', 'resources'];

/**
 * The record as callbacks show it: a summary without what takes a request of its own, and of a
 * ticket without the people who work on it.
 */
function entitySummary(record: JsonObject, type: string): string {
	const hidden = new Set(type.toLowerCase() === 'ticket' ? LEFT_OUT_OF_TICKETS : LEFT_OUT);
	return JSON.stringify(
		Object.fromEntries(Object.entries(record).filter(([name]) => !hidden.has(name))),
	);
}

/** The text of a delivery, which is signed byte by byte. */
export function payloadOf(
	world: World,
	entry: JsonObject,
	change: RecordChange,
	type: string,
): string {
	const { rootUrl } = world;
	return JSON.stringify({
		Action: change.action,
		CallbackObjectRecId: entry['id'],
		CompanyId: SANDBOX_COMPANY,
		Entity: change.action === 'deleted' || !change.after ? null : entitySummary(change.after, type),
		FromUrl: new URL(rootUrl).host,
		ID: change.id,
		MemberId: change.caller?.identifier ?? 'apimember',
		MessageId: randomUUID(),
		Metadata: { key_url: keyUrlOf(rootUrl, SANDBOX_COMPANY) },
		PartnerId: '0123456789abcdef01234567',
		ProductInstanceId: '89abcdef0123456789abcdef',
		Type: type,
	});
}

/** The registered URL with the record and the action added to it. */
export function deliveryUrl(
	url: string,
	id: number,
	action: string,
	name: 'recordId' | 'id',
): string {
	if (/[?&][^=&]+=$/.test(url)) return `${url}${id}&action=${action}`;
	return `${url}${url.includes('?') ? '&' : '?'}${name}=${id}&action=${action}`;
}
