import {
	downloadDocument,
	listDocuments,
	countDocuments,
	updateDocument,
	uploadDocument,
	deleteDocument,
} from '../documents/handlers.mts';
import { memberOf } from '../json.mts';
import { permissionDenied, recordNotFound } from '../errors.mts';
import type { Handler } from './dispatch.mts';
import { jsonReply } from './reply.mts';
import { systemInfo } from './systemInfo.mts';

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

/** Operations that are more than reading and writing a record; by method and path template. */
export const SPECIAL_HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
	['GET system/info', ({ world }) => jsonReply(200, systemInfo(world))],
	['POST system/members/{}/tokens', issueToken],
	['GET system/documents', listDocuments],
	['GET system/documents/count', countDocuments],
	['POST system/documents', uploadDocument],
	['POST system/documents/{}', updateDocument],
	['GET system/documents/{}/download', downloadDocument],
	['DELETE system/documents/{}', deleteDocument],
]);
