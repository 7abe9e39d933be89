import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { ParameterError } from '../../../actions/parameters/ParameterError';
import { bodyText } from '../../../response/serverResponse';
import { connect, type Connection } from '../../connection';
import { readHandling, readWatch, type Watch } from '../parameters';
import { checkConditions } from '../delivery/record';
import {
	getEntry,
	listEntries,
	patchEntry,
	postEntry,
	readEntry,
	removeEntry,
	type CallbackEntry,
} from './entries';
import { assertReachable } from './webhookUrl';

const LIMITS = { timeoutMs: 30_000, retries: 3 };
const DESCRIPTION_LENGTH = 100;
/** A test listens for two minutes; what is older belongs to one that ended without cleaning up. */
const LEFTOVER_AFTER_MS = 10 * 60_000;

/** What is kept between activation and deactivation; production and test have one each. */
interface Registered extends IDataObject {
	callbackId?: number;
	callbackUrl?: string;
}

/** The entry as it has to be. */
interface Wanted {
	readonly url: string;
	readonly description: string;
	readonly isTest: boolean;
	readonly watch: Watch;
}

/**
 * Whether the entry of the last activation is still there, unchanged and switched on.
 *
 * @throws NodeApiError where ConnectWise does not say.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const registered = registeredOf(context);
	if (registered.callbackId === undefined) return false;
	const wanted = readWanted(context);
	const connection = await connect(context, LIMITS);
	const entry = await getEntry(connection, registered.callbackId);
	if (!entry || entry.url !== registered.callbackUrl) forget(registered);
	return entry !== undefined && isMatch(entry, wanted) && isInOrder(entry, wanted);
}

/**
 * Registers the callback, or takes up the entry that an earlier activation left.
 *
 * @throws ParameterError for what the user can mend, NodeApiError for a refusal of ConnectWise.
 */
export async function register(context: IHookFunctions): Promise<void> {
	const wanted = readWanted(context);
	const { onlyIf } = readHandling(context);
	const connection = await connect(context, LIMITS);
	assertReachable(wanted.url, connection.apiRoot);
	if (onlyIf !== '') await checkConditions(connection, wanted.watch.recordType, onlyIf);
	const { callbackId } = registeredOf(context);
	const entries = await listEntries(connection);
	const left = entries.find((entry) => isMatch(entry, wanted));
	const outdated = entries.filter((entry) => entry !== left && isOwn(entry, wanted, callbackId));
	for (const { id } of outdated) await removeEntry(connection, id);
	const { id } = left
		? await bringInOrder(connection, left, wanted)
		: await create(connection, wanted);
	Object.assign(registeredOf(context), { callbackId: id, callbackUrl: wanted.url });
}

/**
 * Removes the entry of the activation, and no other: the id alone does not tell that it is ours, for
 * the credential may lead to another server by now.
 *
 * @throws NodeApiError; what is kept then stays for the next try.
 */
export async function unregister(context: IHookFunctions): Promise<void> {
	const registered = registeredOf(context);
	if (registered.callbackId === undefined) return;
	const connection = await connect(context, LIMITS);
	const entry = await getEntry(connection, registered.callbackId);
	if (entry && entry.url === registered.callbackUrl) {
		await removeEntry(connection, entry.id);
	} else if (entry) {
		context.logger.warn(
			`Callback ${entry.id} of ConnectWise calls ${entry.url}, which is not this trigger; it was left alone`,
		);
	}
	forget(registered);
}

function registeredOf(context: IHookFunctions): Registered {
	return context.getWorkflowStaticData('node');
}

function forget(registered: Registered): void {
	delete registered.callbackId;
	delete registered.callbackUrl;
}

function readWanted(context: IHookFunctions): Wanted {
	const isTest = context.getMode() === 'manual';
	const { id } = context.getNode();
	const end = isTest ? ':test' : '';
	const name = `n8n:${context.getWorkflow().id ?? ''}:${id}`;
	return {
		// ConnectWise writes the record's id at the end of the address.
		url: `${context.getNodeWebhookUrl('default') ?? ''}?recordId=`,
		description: `${name.slice(0, DESCRIPTION_LENGTH - end.length)}${end}`,
		isTest,
		watch: readWatch(context),
	};
}

function isMatch(entry: CallbackEntry, { url, watch }: Wanted): boolean {
	return entry.url === url && isSameWatch(entry, watch);
}

function isSameWatch(entry: CallbackEntry, { recordType, level, objectId }: Watch): boolean {
	return entry.type === recordType.type && entry.level === level && entry.objectId === objectId;
}

function isInOrder(entry: CallbackEntry, { watch }: Wanted): boolean {
	return !entry.isInactive && entry.isSelfSuppressed === watch.shouldIgnoreOwn;
}

/**
 * Entries that this very node made: they call its URL. After the address of n8n changed, production
 * knows its entry by the id that was kept, and a test by description and path, once it is old enough
 * to be nobody's any more.
 */
function isOwn(entry: CallbackEntry, wanted: Wanted, keptId: number | undefined): boolean {
	if (withoutQuery(entry.url) === withoutQuery(wanted.url)) return true;
	if (entry.description !== wanted.description || !isSamePath(entry.url, wanted.url)) return false;
	if (!wanted.isTest) return entry.id === keptId;
	return Date.now() - entry.changedAtMs > LEFTOVER_AFTER_MS;
}

function withoutQuery(url: string): string {
	return url.replace(/\?.*$/, '');
}

function isSamePath(url: string, other: string): boolean {
	return URL.canParse(url) && new URL(url).pathname === new URL(other).pathname;
}

async function bringInOrder(
	connection: Connection,
	entry: CallbackEntry,
	wanted: Wanted,
): Promise<CallbackEntry> {
	if (!isInOrder(entry, wanted)) {
		const { shouldIgnoreOwn } = wanted.watch;
		const changes = { inactiveFlag: false, isSelfSuppressedFlag: shouldIgnoreOwn };
		await patchEntry(connection, entry.id, changes);
	}
	return entry;
}

async function create(connection: Connection, wanted: Wanted): Promise<CallbackEntry> {
	const { url, description, watch } = wanted;
	const sent = await postEntry(connection, {
		description,
		url,
		objectId: watch.objectId,
		type: watch.recordType.type,
		level: watch.level,
		inactiveFlag: false,
		isSelfSuppressedFlag: watch.shouldIgnoreOwn,
	});
	const created = sent.outcome.isOk ? readEntry(connection, sent) : undefined;
	if (created) return created;
	// Refused as there already, or the answer was lost on its way: then it may be there all the same.
	const entries = await listEntries(connection);
	const own = entries.find((entry) => isMatch(entry, wanted));
	if (own) return await bringInOrder(connection, own, wanted);
	if (isTaken(sent.outcome)) {
		throw takenError(
			entries.find((entry) => isSameWatch(entry, watch)),
			wanted,
		);
	}
	connection.read(sent.outcome, sent.plan);
	throw new ParameterError(
		'ConnectWise took the callback but does not list it',
		'Activate the workflow again; the security role of the API member must allow it to see callbacks',
	);
}

function isTaken(outcome: Awaited<ReturnType<typeof postEntry>>['outcome']): boolean {
	return (
		!outcome.isOk &&
		outcome.failure.kind === 'http' &&
		/ObjectExists/.test(bodyText(outcome.failure.response))
	);
}

function takenError(other: CallbackEntry | undefined, { watch, isTest }: Wanted): ParameterError {
	const what = `callback for ${watch.recordType.noun} changes with level ${watch.level} and id ${watch.objectId}`;
	if (!other) {
		return new ParameterError(
			`ConnectWise has a ${what} already, one that this API member cannot see`,
			'Watch something narrower, such as one board, or use an API member of its own for this trigger',
		);
	}
	const about = other.description === '' ? '' : `, described as "${other.description}"`;
	const ours = isTest
		? ' If it is the one of this workflow, unpublish the workflow to test it.'
		: '';
	return new ParameterError(
		`ConnectWise has a ${what} already: entry ${other.id}, which calls ${other.url}${about}`,
		`It belongs to somebody else, so it was left alone. Watch something narrower, such as one board, or remove the entry in ConnectWise if nobody needs it.${ours}`,
	);
}
