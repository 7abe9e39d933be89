import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { assertSettingNames } from '../../actions/parameters/checks/settingNames';
import { toApiDate } from '../../actions/parameters/values/dates';
import { ParameterError, show } from '../../actions/parameters/ParameterError';
import { readSwitch } from '../../actions/parameters/plain/choices';
import { toNames } from '../../actions/parameters/plain/lists';
import { toDecimal } from '../../actions/parameters/plain/numbers';
import type { Emit } from './changes/judge';

const DEFAULTS = { overlapMinutes: 2, mostRecords: 5_000 } as const;

/** Those that the form offers. */
export const POLL_OPTION_NAMES: readonly string[] = [
	'includeChanges',
	'mostRecords',
	'overlap',
	'repeatAfterRestart',
	'simplify',
	'since',
	'watchFields',
];

export interface PollSettings {
	readonly emit: Emit;
	/** Where the first poll begins, in seconds since 1970; without it, when the trigger is switched on. */
	readonly since: number | undefined;
	readonly overlapSeconds: number;
	readonly mostRecords: number;
	readonly simplify: boolean;
	readonly watchFields: readonly string[];
	readonly includeChanges: boolean;
	readonly repeatsAfterRestart: boolean;
}

/** @throws ParameterError for what cannot be used. */
export function readPollSettings(context: IPollFunctions): PollSettings {
	const given = context.getNodeParameter('pollOptions', {}) as IDataObject;
	assertSettingNames(given, POLL_OPTION_NAMES, 'Options');
	return {
		emit: readEmit(context.getNodeParameter('event', 'both')),
		since: readSince(given.since, context.getTimezone()),
		overlapSeconds:
			60 * readCount(given.overlap, 'Overlap', DEFAULTS.overlapMinutes, 0, 1_440, 'minutes'),
		mostRecords: readCount(
			given.mostRecords,
			'Most Records a Poll',
			DEFAULTS.mostRecords,
			1,
			50_000,
			'records',
		),
		simplify: readSwitch(given.simplify, false, 'Simplify'),
		watchFields: toNames(given.watchFields),
		includeChanges: readSwitch(given.includeChanges, false, 'Include What Changed'),
		repeatsAfterRestart: readSwitch(given.repeatAfterRestart, true, 'Repeat After a Restart'),
	};
}

function readEmit(value: unknown): Emit {
	if (value === 'created' || value === 'updated' || value === 'both') return value;
	throw new ParameterError(
		`Trigger On cannot be ${show(value)}`,
		'Choose created, updated or both',
	);
}

function readSince(value: unknown, timezone: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	return Math.floor(Date.parse(toApiDate(value, 'Start From', timezone)) / 1_000);
}

function readCount(
	value: unknown,
	label: string,
	usual: number,
	least: number,
	most: number,
	unit: string,
): number {
	if (value === undefined || value === null || value === '') return usual;
	const number = toDecimal(value);
	if (number !== undefined && Number.isInteger(number) && number >= least && number <= most)
		return number;
	throw new ParameterError(
		`${label} must be from ${least} to ${most} ${unit}, not ${show(value)}`,
		`Correct ${label} in Options`,
	);
}
