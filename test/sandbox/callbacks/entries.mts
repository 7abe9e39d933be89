import { hash, uuidOf } from '../random.mts';
import type { ErrorEntry } from '../errors.mts';
import type { JsonObject } from '../json.mts';
import type { SwitchBoard } from '../switches.mts';
import type { RecordRules, WriteContext } from '../writes/rules.mts';
import { LEVELS } from './levels.mts';

const lower = (value: unknown): string => String(value ?? '').toLowerCase();

/** Public https, or loopback http where that is switched on. */
function isUsableUrl(text: string, switches: SwitchBoard): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname } = new URL(text);
	const isLoopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/i.test(hostname);
	if (isLoopback) return switches.get('callbackUrls') === 'loopback';
	return protocol === 'https:';
}

function isMatch(entry: JsonObject, other: JsonObject, switches: SwitchBoard): boolean {
	const rule = switches.get('callbackMatch');
	return (
		lower(entry['type']) === lower(other['type']) &&
		lower(entry['level']) === lower(other['level']) &&
		entry['objectId'] === other['objectId'] &&
		(rule !== 'withUrl' || entry['url'] === other['url']) &&
		(rule !== 'withMember' || entry['memberId'] === other['memberId'])
	);
}

function checkEntry(record: JsonObject, { request, before }: WriteContext): ErrorEntry[] {
	const { stores, switches } = request.world;
	const errors: ErrorEntry[] = [];
	if (!isUsableUrl(String(record['url']), switches)) {
		errors.push({ code: 'InvalidField', message: 'Invalid URL', field: 'url' });
	}
	if (!LEVELS[lower(record['type'])]?.includes(lower(record['level']))) {
		errors.push({
			code: 'InvalidObject',
			message: 'Unrecognized level for type, see documentation for supported levels for each type',
			field: 'level',
		});
	}
	const hasTwin = stores
		.get('system/callbacks')
		.all()
		.some((other) => other['id'] !== before?.['id'] && isMatch(record, other, switches));
	if (errors.length === 0 && hasTwin) {
		errors.push({
			code: 'ObjectExists',
			message: 'A matching callback entry already exists',
			field: 'objectId',
		});
	}
	return errors;
}

/** Rules of `/system/callbacks`. Level owner watches object 1, whatever is sent. */
export const callbackRules: RecordRules = {
	prepare: (record, { request, before }) => {
		if (lower(record['level']) === 'owner' && record['objectId'] === 0) record['objectId'] = 1;
		record['memberId'] = before?.['memberId'] ?? request.caller.memberId;
	},
	check: checkEntry,
	complete: (record, { request }) => {
		record['payloadVersion'] ??= '3.0.0';
		record['inactiveFlag'] ??= false;
		record['isSoapCallbackFlag'] = false;
		record['isSelfSuppressedFlag'] ??= false;
		const { options, stores } = request.world;
		record['connectWiseID'] ??= uuidOf(options.seed, hash(stores.get('system/callbacks').version));
	},
};
