import type { IExecuteFunctions } from 'n8n-workflow';
import type { OperationKind } from '../../../catalogue/types';
import type { PagingMode } from '../../../request/paging';
import { assertNoFixedExpression, readRaw } from '../checks/fixed';
import { titleFor } from '../checks/names';
import { assertSettingNames } from '../checks/settingNames';
import { readBoolean, readChoice, readSwitch } from '../plain/choices';
import { toDecimal } from '../plain/numbers';
import { ParameterError, show } from '../ParameterError';
import { isPlainObject } from '../values/values';

const DEFAULTS = {
	pageSize: 1_000,
	pagingMode: 'automatic',
	firstReadsInParallel: 4,
	readsInParallel: 12,
	writesInParallel: 1,
	requestsPerMinute: 1_000,
	retries: 4,
	timeoutSeconds: 60,
	answerMegabytes: 64,
	fileMegabytes: 256,
	binaryField: 'data',
} as const;

/** ConnectWise cuts larger pages down to this without a word. */
export const LARGEST_PAGE = 1_000;

export interface Settings {
	readonly pageSize: number;
	readonly pagingMode: PagingMode;
	/** Where it is less than the most, the node finds out by itself how many the server bears. */
	readonly firstParallelRequests: number;
	readonly maxParallelRequests: number;
	/** 0 for as many as can be. */
	readonly requestsPerMinute: number;
	/** Items that read the same share one request. */
	readonly shareReads: boolean;
	/** Single records are read as lists of many ids. */
	readonly combineReads: boolean;
	readonly retries: number;
	readonly timeoutMs: number;
	/** Most bytes of an answer that are taken up, and of a file. */
	readonly largestAnswer: number;
	readonly largestFile: number;
	readonly onHttpError: 'throw' | 'item';
	readonly apiVersion: string;
	readonly simplify: boolean;
	readonly binaryField: string;
	/** Writes are shown and not sent. */
	readonly preview: boolean;
}

/** Those that the form offers. */
export const SETTING_NAMES: readonly string[] = [
	'apiVersion',
	'binaryField',
	'combineReads',
	'maxFileSize',
	'maxParallelRequests',
	'maxResponseSize',
	'onHttpError',
	'pageSize',
	'pagingMode',
	'preview',
	'requestsPerMinute',
	'retries',
	'shareReads',
	'timeout',
];

const PAGING_MODES: readonly PagingMode[] = ['automatic', 'forwardOnly', 'navigable'];

/**
 * @throws ParameterError as `readSettings`, for an expression in a setting set to Fixed, and for a name
 * that is no setting.
 */
export function readNodeSettings(context: IExecuteFunctions, kind: OperationKind): Settings {
	const settings = readRaw(context, 'settings', 0);
	for (const [name, typed] of Object.entries(isPlainObject(settings) ? settings : {})) {
		assertNoFixedExpression(typed, `Request Settings: ${titleFor({ name })}`);
	}
	const given = toGiven(context.getNodeParameter('settings', 0, {}));
	assertSettingNames(given, SETTING_NAMES, 'Request Settings');
	const simplify = kind === 'query' && context.getNodeParameter('simplify', 0, false);
	return readSettings({ ...given, simplify }, kind);
}

/** @throws ParameterError for a number out of its range, and for what is no value of a setting. */
export function readSettings(settings: unknown, kind: OperationKind): Settings {
	const given = toGiven(settings);
	return {
		...readPace(given, kind),
		pageSize: readNumber(given, 'pageSize', 'Page Size', DEFAULTS.pageSize, 1, Infinity),
		pagingMode: readChoice(given.pagingMode, 'Paging Mode', PAGING_MODES, DEFAULTS.pagingMode),
		shareReads: readSwitch(given.shareReads, true, 'Share Identical Reads'),
		combineReads: readSwitch(given.combineReads, false, 'Combine Reads by ID'),
		retries: readNumber(given, 'retries', 'Retries', DEFAULTS.retries, 0, 20),
		timeoutMs: readNumber(given, 'timeout', 'Timeout', DEFAULTS.timeoutSeconds, 1, 3_600) * 1_000,
		largestAnswer: readMegabytes(
			given,
			'maxResponseSize',
			'Max Response Size',
			DEFAULTS.answerMegabytes,
			256,
		),
		largestFile: readMegabytes(
			given,
			'maxFileSize',
			'Max File Size',
			DEFAULTS.fileMegabytes,
			4_096,
		),
		onHttpError: readChoice(given.onHttpError, 'On HTTP Error', ['throw', 'item'], 'throw'),
		apiVersion: readApiVersion(given.apiVersion),
		simplify: 'simplify' in given && readBoolean(given.simplify, 'Simplify'),
		binaryField: readText(given.binaryField, 'Binary Field') || DEFAULTS.binaryField,
		preview: readSwitch(given.preview, false, 'Preview') && kind !== 'query',
	};
}

type Pace = Pick<Settings, 'firstParallelRequests' | 'maxParallelRequests' | 'requestsPerMinute'>;

/** A number of the user is a fixed limit; without one, reads go by what the server bears. */
function readPace(given: Readonly<Record<string, unknown>>, kind: OperationKind): Pace {
	const { firstReadsInParallel, readsInParallel, writesInParallel } = DEFAULTS;
	const fixed = readNumber(given, 'maxParallelRequests', 'Max Parallel Requests', 0, 1, 32);
	const [first, most] =
		kind === 'query'
			? [firstReadsInParallel, readsInParallel]
			: [writesInParallel, writesInParallel];
	return {
		firstParallelRequests: fixed || first,
		maxParallelRequests: fixed || most,
		requestsPerMinute: readNumber(
			given,
			'requestsPerMinute',
			'Requests per Minute',
			DEFAULTS.requestsPerMinute,
			0,
			100_000,
		),
	};
}

function readMegabytes(
	given: Readonly<Record<string, unknown>>,
	name: string,
	label: string,
	usual: number,
	most: number,
): number {
	return readNumber(given, name, label, usual, 1, most) * 1_048_576;
}

function toGiven(settings: unknown): Readonly<Record<string, unknown>> {
	if (settings === undefined || settings === null) return {};
	if (isPlainObject(settings)) return settings;
	throw new ParameterError(
		`Request Settings must be an object, not ${show(settings)}`,
		'Add the settings one by one, or correct the expression',
	);
}

function readText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	throw new ParameterError(
		`${label} must be text, not ${show(value)}`,
		`Write ${label} in Request Settings as text, in an expression with quotes around it`,
	);
}

function readNumber(
	given: Readonly<Record<string, unknown>>,
	name: string,
	label: string,
	fallback: number,
	least: number,
	most: number,
): number {
	const value = given[name];
	if (value === undefined || value === null || value === '') return fallback;
	const number = toDecimal(value);
	if (number !== undefined && Number.isSafeInteger(number) && number >= least && number <= most)
		return number;
	const range = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
	throw new ParameterError(
		`${label} must be a whole number ${range}, not ${show(value)}`,
		`Correct ${label} in Request Settings`,
	);
}

function readApiVersion(value: unknown): string {
	const version = readText(value, 'API Version');
	if (version === '' || /^\d{4}\.\d{1,2}$/.test(version)) return version;
	throw new ParameterError(
		`API Version must look like 2025.16, not ${show(version)}`,
		'Correct API Version in Request Settings, or leave it empty for the newest',
	);
}
