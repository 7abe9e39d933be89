import { ParameterError } from '../../../actions/parameters/ParameterError';
import { bodyText } from '../../../response/reading/serverResponse';
import type { Connection } from '../../connection';
import { listEntries, patchEntry, postEntry, readEntry, type CallbackEntry } from './entries';
import { isInOrder, isMatch, isSameWatch, type Wanted } from './wanted';

/**
 * Switches on what ConnectWise switched off.
 *
 * @throws NodeApiError
 */
export async function bringInOrder(
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

/**
 * Registers the entry, once, whatever becomes of the answer.
 *
 * @throws ParameterError where somebody else's stands in the way, NodeApiError for other refusals.
 */
export async function create(connection: Connection, wanted: Wanted): Promise<CallbackEntry> {
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
