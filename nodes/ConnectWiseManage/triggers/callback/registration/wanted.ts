import type { IHookFunctions } from 'n8n-workflow';
import { ParameterError } from '../../../actions/parameters/ParameterError';
import { readWatch, type Watch } from '../parameters';
import type { CallbackEntry } from './entries';

const DESCRIPTION_LENGTH = 100;
/** A test listens for two minutes; what is older belongs to one that ended without cleaning up. */
const LEFTOVER_AFTER_MS = 10 * 60_000;

/** The entry as it has to be. */
export interface Wanted {
	readonly url: string;
	readonly description: string;
	readonly isTest: boolean;
	readonly watch: Watch;
}

/** @throws ParameterError for parameters that name nothing to watch. */
export function readWanted(context: IHookFunctions): Wanted {
	const webhookUrl = context.getNodeWebhookUrl('default');
	if (!webhookUrl) throw new ParameterError('n8n has no webhook URL for this trigger');
	const isTest = context.getMode() === 'manual';
	const { id } = context.getNode();
	const end = isTest ? ':test' : '';
	const name = `n8n:${context.getWorkflow().id ?? ''}:${id}`;
	return {
		// ConnectWise writes the record's id at the end of the address.
		url: `${webhookUrl}?recordId=`,
		description: `${name.slice(0, DESCRIPTION_LENGTH - end.length)}${end}`,
		isTest,
		watch: readWatch(context),
	};
}

/** Whether the entry is the wanted one, switched on or not. */
export function isMatch(entry: CallbackEntry, { url, watch }: Wanted): boolean {
	return entry.url === url && isSameWatch(entry, watch);
}

/** Whether it watches the same, for whomever. */
export function isSameWatch(entry: CallbackEntry, { recordType, level, objectId }: Watch): boolean {
	return entry.type === recordType.type && entry.level === level && entry.objectId === objectId;
}

/** Whether it is switched on, and suppresses what it should. */
export function isInOrder(entry: CallbackEntry, { watch }: Wanted): boolean {
	return !entry.isInactive && entry.isSelfSuppressed === watch.shouldIgnoreOwn;
}

/**
 * Entries that this very node made: they call its URL. After the address of n8n changed, production
 * knows its entry by the id that was kept, and a test by description and path, once it is old enough
 * to be nobody's any more.
 */
export function isOwn(entry: CallbackEntry, wanted: Wanted, keptId: number | undefined): boolean {
	if (withoutQuery(entry.url) === withoutQuery(wanted.url)) return true;
	if (entry.description !== wanted.description || !isSamePath(entry.url, wanted.url)) return false;
	if (!wanted.isTest) return entry.id === keptId;
	return Date.now() - entry.changedAtMs > LEFTOVER_AFTER_MS;
}

function withoutQuery(url: string): string {
	return url.split('?', 1)[0] ?? '';
}

function isSamePath(url: string, other: string): boolean {
	return URL.canParse(url) && new URL(url).pathname === new URL(other).pathname;
}
