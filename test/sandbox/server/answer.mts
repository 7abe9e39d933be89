import { authenticate, checkClientId, checkHost, checkRole } from '../auth/authenticate.mts';
import type { Caller } from '../auth/members.mts';
import { ApiError, apiError, endpointNotFound } from '../errors.mts';
import type { JournalEntry } from '../journal/journal.mts';
import { dispatch } from '../operations/dispatch.mts';
import type { Incoming } from './incoming.mts';
import { errorReply } from './reply.mts';
import type { Reply } from './reply.mts';
import { checkVersion, methodNotAllowed, pathBelowRoot } from './route.mts';
import type { World } from './world.mts';

export interface Answer {
	readonly reply: Reply;
	readonly route?: Pick<JournalEntry, 'route' | 'operationId' | 'caller'>;
}

const ANONYMOUS: Caller = { kind: 'anonymous', identifier: 'anonymous', memberId: 0 };

function callerOf(world: World, incoming: Incoming, path: string): Caller {
	const isOpen = /^system\/info\/?$/i.test(path) && !world.switches.get('systemInfoNeedsKeys');
	if (isOpen) return ANONYMOUS;
	const caller = authenticate(incoming.headers, world.keys, world.switches);
	checkClientId(incoming.headers, world.switches);
	return caller;
}

const callerName = ({ kind, identifier }: Caller): string => `${kind} ${identifier}`;

/** Documents are forms; everything else is JSON. */
function checkMediaType({ headers, form, rawBody }: Incoming, isForm: boolean): void {
	const type = String(headers['content-type'] ?? '').toLowerCase();
	const isJson = type === '' || /[/+]json\b/.test(type);
	const fits = isForm ? form !== undefined : form === undefined && (rawBody === '' || isJson);
	if (!fits)
		throw apiError(415, 'ConnectWiseApi', 'The media type of the request is not supported.');
}

async function answerOperation(world: World, incoming: Incoming): Promise<Answer> {
	checkHost(incoming.headers.host, world.switches);
	const path = pathBelowRoot(incoming.path, world);
	const caller = callerOf(world, incoming, path.replace(/\/+/g, '/'));
	checkVersion(incoming.headers.accept, incoming.path, world);
	const match = world.routes.match(path);
	if (!match) throw endpointNotFound();
	checkRole(caller, match.path);
	const operation = match.operations.get(incoming.method);
	if (!operation) throw methodNotAllowed(incoming.method);
	const route = { route: match.template, operationId: operation.id, caller: callerName(caller) };
	const isDocument = /^system\/documents(?:\/\d+)?$/i.test(match.path);
	try {
		if (incoming.method === 'POST' || operation.body.kind !== 'none') {
			checkMediaType(
				incoming,
				operation.body.kind === 'multipart' || (isDocument && incoming.method === 'POST'),
			);
		}
		return { reply: await dispatch({ ...incoming, world, operation, match, caller }), route };
	} catch (error) {
		return { reply: refusal(world, error), route };
	}
}

function refusal(world: World, error: unknown): Reply {
	if (error instanceof ApiError) return errorReply(error, world.switches.get('indentErrors'));
	throw error;
}

/** Answers a request of the API, refusals included. */
export async function answer(world: World, incoming: Incoming): Promise<Answer> {
	try {
		return await answerOperation(world, incoming);
	} catch (error) {
		return { reply: refusal(world, error) };
	}
}
