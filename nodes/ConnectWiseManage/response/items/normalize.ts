import type { IDataObject } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue/types';
import { mimeTypeOf } from '../reading/contentType';
import { decode, type Decoded } from '../reading/decode';
import { fileNameOf } from '../files/fileName';
import { isRecord } from './isRecord';
import { isReport, reportRows } from './report';
import { bodyBytes, type ServerResponse } from '../reading/serverResponse';

interface BinaryContent {
	readonly data: Buffer;
	readonly fileName: string;
	readonly mimeType: string;
}

/** One output item, before n8n's binary store and pairing. */
export interface ResultItem {
	readonly json: IDataObject;
	readonly binary?: BinaryContent;
}

/** Path parameters as sent, to tell which record a blank answer speaks of. */
export type PathIds = Readonly<Record<string, string>>;

const ERROR_ITEM_KEYS = new Set(['error', 'message', 'details']);

/** Every answer becomes items, blank and odd ones included; see the response table in README. */
export function normalize(
	response: ServerResponse,
	template: OperationTemplate,
	pathIds: PathIds,
	decoded: Decoded = decode(response),
): ResultItem[] {
	if (isFile(response, template)) {
		const usual = decoded.kind === 'json' ? 'application/json' : 'text/plain';
		return [toBinaryItem(bodyBytes(response), usual, response, pathIds)];
	}
	if (decoded.kind === 'json') return normalizeJson(decoded.value, template, pathIds);
	return [toSingleItem(decoded, response, template, pathIds)];
}

/** A downloaded document may itself be JSON, text, or of no length at all. */
function isFile({ statusCode, headers }: ServerResponse, { response }: OperationTemplate): boolean {
	const isNamed = headers['content-disposition'] !== undefined;
	return response.kind === 'binary' && isNamed && statusCode !== 204;
}

function toSingleItem(
	decoded: Exclude<Decoded, { kind: 'json' }>,
	response: ServerResponse,
	template: OperationTemplate,
	pathIds: PathIds,
): ResultItem {
	if (decoded.kind === 'empty') return { json: blankItem(template, pathIds) };
	if (decoded.kind === 'text') {
		return template.response.kind === 'binary'
			? toBinaryItem(bodyBytes(response), 'text/plain', response, pathIds)
			: { json: { data: decoded.text } };
	}
	return toBinaryItem(decoded.data, 'application/octet-stream', response, pathIds);
}

function toBinaryItem(
	data: Buffer,
	usualType: string,
	response: ServerResponse,
	pathIds: PathIds,
): ResultItem {
	const { fileName, mimeType } = nameFile(response.headers, usualType);
	const json = { ...withNumbers(pathIds), fileName, mimeType, fileSize: data.length };
	return { json, binary: { data, fileName, mimeType } };
}

/** What a download is called, and its type. */
export function nameFile(
	headers: ServerResponse['headers'],
	usualType = 'application/octet-stream',
): { readonly fileName: string; readonly mimeType: string } {
	const mimeType = mimeTypeOf(headers) || usualType;
	return { fileName: fileNameOf(headers['content-disposition'], mimeType), mimeType };
}

/** The json of a file that is kept already; `undefined` where nothing came that is one. */
export function describeKept(
	{ headers, kept }: ServerResponse,
	pathIds: PathIds,
): IDataObject | undefined {
	const isNamed = headers['content-disposition'] !== undefined;
	if (kept === undefined || (kept.size === 0 && !isNamed)) return undefined;
	return { ...withNumbers(pathIds), ...nameFile(headers), fileSize: kept.size };
}

/** Items of a JSON answer; `null` counts as blank. */
function normalizeJson(
	value: unknown,
	template: OperationTemplate,
	pathIds: PathIds,
): ResultItem[] {
	if (value === null || value === undefined) return [{ json: blankItem(template, pathIds) }];
	if (Array.isArray(value)) return value.map((element) => ({ json: toJson(element) }));
	if (isReport(value)) return reportRows(value).map((row) => ({ json: toJson(row) }));
	if (isBulk(value, template)) return value.payload.map((entry) => ({ json: toJson(entry) }));
	return [{ json: toJson(value) }];
}

/**
 * A record as an item's json. n8n takes an item with no other keys than these for a failed one and
 * moves it to the error output, hence the mark.
 */
export function toJson(value: unknown): IDataObject {
	if (!isRecord(value)) return { value: value as IDataObject[string] };
	return isMistakable(value) ? { ...value, success: true } : value;
}

function isMistakable(record: IDataObject): boolean {
	let isEmpty = true;
	// A list of all keys for each of a million records would cost some of the time that they take.
	for (const key in record) {
		if (!ERROR_ITEM_KEYS.has(key)) return false;
		isEmpty = false;
	}
	return !isEmpty;
}

function blankItem({ kind }: OperationTemplate, pathIds: PathIds): IDataObject {
	return {
		...(kind === 'delete' ? { deleted: true } : { success: true }),
		...withNumbers(pathIds),
	};
}

function withNumbers(pathIds: PathIds): IDataObject {
	const entries = Object.entries(pathIds).map(([name, value]): [string, string | number] => [
		name,
		/^\d{1,15}$/.test(value) ? Number(value) : value,
	]);
	return Object.fromEntries(entries);
}

function isBulk(value: unknown, template: OperationTemplate): value is { payload: unknown[] } {
	if (!isRecord(value) || !Array.isArray(value.payload)) return false;
	return template.response.kind === 'bulk' || Object.keys(value).length === 1;
}
