import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { assertSettingNames } from '../../actions/parameters/checks/settingNames';
import { ParameterError, show } from '../../actions/parameters/ParameterError';
import { readSwitch } from '../../actions/parameters/plain/choices';
import { toNames } from '../../actions/parameters/plain/lists';
import { toDecimal } from '../../actions/parameters/plain/numbers';
import type { ChangeAction } from '../event';
import { EVERYTHING, findLevel, findRecordType, type RecordType } from './recordTypes';

/** Which changes a callback is registered for. */
export interface Watch {
	readonly recordType: RecordType;
	readonly level: string;
	/** Of the board, status, company, ... to watch; 1 for everything, as ConnectWise wants it. */
	readonly objectId: number;
	readonly shouldIgnoreOwn: boolean;
}

/** What becomes of a delivery. */
export interface Handling {
	readonly actions: ReadonlySet<ChangeAction>;
	readonly isSummary: boolean;
	/** Field names of the record to read; empty for all. */
	readonly fields: readonly string[];
	readonly isSimplified: boolean;
	readonly shouldIncludeChanges: boolean;
	readonly shouldVerify: boolean;
}

/** Those that the form offers. */
export const OPTION_NAMES: readonly string[] = [
	'fields',
	'ignoreOwnChanges',
	'includeChanges',
	'output',
	'simplify',
	'verifySignature',
];

const EVERYTHING_ID = 1;
const LARGEST_ID = 2_147_483_647;
const ACTIONS: readonly ChangeAction[] = ['added', 'updated', 'deleted'];

/** Parameters that are not shown are not there, hence the fallbacks. */
type Context = Pick<IHookFunctions | IWebhookFunctions, 'getNodeParameter'>;

/** @throws ParameterError for a record type, a level or an id that cannot be. */
export function readWatch(context: Context): Watch {
	const recordType = readRecordType(context.getNodeParameter('event', ''));
	const level = readLevel(recordType, context.getNodeParameter('watch', EVERYTHING));
	const { ignoreOwnChanges } = readOptions(context);
	return {
		recordType,
		level,
		objectId: level === EVERYTHING ? EVERYTHING_ID : readObjectId(context),
		shouldIgnoreOwn: readSwitch(ignoreOwnChanges, false, 'Ignore Own Changes'),
	};
}

/** @throws ParameterError where no action is chosen. */
export function readHandling(context: Context): Handling {
	const options = readOptions(context);
	return {
		actions: readActions(context.getNodeParameter('actions', ACTIONS)),
		isSummary: options.output === 'summary',
		fields: toNames(options.fields),
		isSimplified: readSwitch(options.simplify, false, 'Simplify'),
		shouldIncludeChanges: readSwitch(options.includeChanges, false, 'Include What Changed'),
		shouldVerify: readSwitch(options.verifySignature, true, 'Verify Signature'),
	};
}

export function readRecordType(value: unknown): RecordType {
	const found = findRecordType(typeof value === 'string' ? value : '');
	if (found) return found;
	throw new ParameterError(
		`Event ${show(value)} is not one that ConnectWise sends callbacks for`,
		'Choose an Event from the list',
	);
}

function readLevel(recordType: RecordType, value: unknown): string {
	const found = findLevel(recordType, typeof value === 'string' ? value : '');
	if (found) return found.level;
	throw new ParameterError(
		`Watch is ${show(value)}, which ${recordType.noun} changes cannot be watched by`,
		'Choose Watch once more: the list belongs to the chosen Event',
	);
}

function readObjectId(context: Context): number {
	const value = context.getNodeParameter('watchedId', '', { extractValue: true });
	const id = toDecimal(value);
	if (id !== undefined && Number.isInteger(id) && id > 0 && id <= LARGEST_ID) return id;
	throw new ParameterError(
		`Which One must be an id, a whole number above 0, not ${show(value)}`,
		'Choose one from the list or enter its id, or set Watch to Everything',
	);
}

function readActions(value: unknown): ReadonlySet<ChangeAction> {
	const chosen = ACTIONS.filter((action) => Array.isArray(value) && value.includes(action));
	if (chosen.length > 0) return new Set(chosen);
	throw new ParameterError('Actions is empty', 'Choose at least one of added, updated and deleted');
}

function readOptions(context: Context): IDataObject {
	const given = context.getNodeParameter('options', {}) as IDataObject;
	assertSettingNames(given, OPTION_NAMES, 'Options');
	return given;
}
