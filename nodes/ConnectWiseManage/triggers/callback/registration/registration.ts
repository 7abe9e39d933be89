import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { connect } from '../../connection';
import { checkConditions } from '../delivery/record';
import { readOnlyIf } from '../onlyIf';
import { readHandling } from '../parameters';
import { bringInOrder, create } from './create';
import { getEntry, listEntries, removeEntry } from './entries';
import { isInOrder, isMatch, isOwn, readWanted } from './wanted';
import { assertReachable } from './webhookUrl';

const LIMITS = { timeoutMs: 30_000, retries: 3 };

/** What is kept between activation and deactivation; production and test have one each. */
interface Registered extends IDataObject {
	callbackId?: number;
	callbackUrl?: string;
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
	readHandling(context);
	const onlyIf = await readOnlyIf(context, wanted.watch.recordType);
	const connection = await connect(context, LIMITS);
	assertReachable(wanted.url, connection.apiRoot);
	if (onlyIf.isSet) await checkConditions(connection, onlyIf);
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
			`Callback ${entry.id} of ConnectWise calls ${entry.url}, which is not this trigger; it was left unchanged`,
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
