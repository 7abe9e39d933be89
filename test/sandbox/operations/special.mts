import { countAudit, listAudit } from '../audit/handlers.mts';
import {
	downloadDocument,
	listDocuments,
	countDocuments,
	countTicketDocuments,
	listTicketDocuments,
	updateDocument,
	uploadDocument,
	deleteDocument,
} from '../documents/handlers.mts';
import { memberOf } from '../json.mts';
import { permissionDenied, recordNotFound } from '../errors.mts';
import { listReply } from '../lists/list.mts';
import { textsOf } from '../lists/listing.mts';
import { jsonReply } from '../server/reply.mts';
import type { Reply } from '../server/reply.mts';
import { systemInfo } from './systemInfo.mts';
import type { ApiRequest, Handler } from '../server/world.mts';

/** An integrator gets keys with which to act as a member; plain API keys may not. */
const issueToken: Handler = ({ world, match, caller }) => {
	if (caller.kind !== 'integrator') throw permissionDenied('Unauthorized');
	const identifier = match.values[0] ?? '';
	const member = world.stores
		.get('system/members')
		.all()
		.find((record) => String(record['identifier']).toLowerCase() === identifier.toLowerCase());
	if (!member) throw recordNotFound('Member', identifier);
	const keys = world.keys.issue(String(member['identifier']), Number(memberOf(member, 'id')));
	return jsonReply(200, { ...keys });
};

/** All entries, or only those of the calling member. */
const listOwnCallbacks = (request: ApiRequest): Reply => {
	const store = request.world.stores.get('system/callbacks');
	if (request.world.switches.get('callbackVisibility') === 'all') return listReply(request, store);
	const { memberId } = request.caller;
	return listReply(request, store, textsOf(request.query), {
		key: `member ${memberId} ${store.version}`,
		test: (id) => store.get(id)?.['memberId'] === memberId,
	});
};

/** Operations that are more than reading and writing a record; by method and path template. */
export const SPECIAL_HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
	['GET system/info', ({ world }) => jsonReply(200, systemInfo(world))],
	['POST system/members/{}/tokens', issueToken],
	['GET system/callbacks', listOwnCallbacks],
	['GET system/documents', listDocuments],
	['GET system/documents/count', countDocuments],
	['GET system/audittrail', listAudit],
	['GET system/audittrail/count', countAudit],
	['GET service/tickets/{}/documents', listTicketDocuments],
	['GET service/tickets/{}/documents/count', countTicketDocuments],
	['GET project/tickets/{}/documents', listTicketDocuments],
	['GET project/tickets/{}/documents/count', countTicketDocuments],
	['POST system/documents', uploadDocument],
	['POST system/documents/{}', updateDocument],
	['GET system/documents/{}/download', downloadDocument],
	['DELETE system/documents/{}', deleteDocument],
]);
