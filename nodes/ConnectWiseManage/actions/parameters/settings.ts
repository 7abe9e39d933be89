import type { IDataObject } from 'n8n-workflow';
import type { OperationKind } from '../../catalogue/types';
import type { PagingMode } from '../../request/paging';
import { ParameterError } from './ParameterError';

const DEFAULTS = {
	pageSize: 1_000,
	pagingMode: 'automatic',
	readsInParallel: 4,
	writesInParallel: 1,
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
	readonly maxParallelRequests: number;
	readonly retries: number;
	readonly timeoutMs: number;
	/** Most bytes of an answer that are taken up, and of a file. */
	readonly largestAnswer: number;
	readonly largestFile: number;
	readonly onHttpError: 'throw' | 'item';
	readonly apiVersion: string;
	readonly simplify: boolean;
	readonly binaryField: string;
}

/** @throws ParameterError for a number out of its range. */
export function readSettings(given: IDataObject, kind: OperationKind): Settings {
	const inParallel = kind === 'query' ? DEFAULTS.readsInParallel : DEFAULTS.writesInParallel;
	return {
		pageSize: readNumber(given, 'pageSize', 'Page Size', DEFAULTS.pageSize, 1, Infinity),
		pagingMode: readPagingMode(given.pagingMode),
		maxParallelRequests: readNumber(
			given,
			'maxParallelRequests',
			'Max Parallel Requests',
			inParallel,
			1,
			32,
		),
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
		onHttpError: given.onHttpError === 'item' ? 'item' : 'throw',
		apiVersion: readApiVersion(given.apiVersion),
		simplify: given.simplify === true,
		binaryField: readText(given.binaryField) || DEFAULTS.binaryField,
	};
}

function readMegabytes(
	given: IDataObject,
	name: string,
	label: string,
	usual: number,
	most: number,
): number {
	return readNumber(given, name, label, usual, 1, most) * 1_048_576;
}

function readText(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function readNumber(
	given: IDataObject,
	name: string,
	label: string,
	fallback: number,
	least: number,
	most: number,
): number {
	const value = given[name];
	if (value === undefined || value === null || value === '') return fallback;
	const number = Number(value);
	if (Number.isInteger(number) && number >= least && number <= most) return number;
	const range = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
	throw new ParameterError(
		`${label} must be a whole number ${range}, not ${JSON.stringify(value)}`,
		`Correct ${label} in Request Settings`,
	);
}

function readPagingMode(value: unknown): PagingMode {
	return value === 'forwardOnly' || value === 'navigable' ? value : DEFAULTS.pagingMode;
}

function readApiVersion(value: unknown): string {
	const version = readText(value);
	if (version === '' || /^\d{4}\.\d{1,2}$/.test(version)) return version;
	throw new ParameterError(
		`API Version must look like 2025.16, not "${version}"`,
		'Correct API Version in Request Settings, or leave it empty for the newest',
	);
}
