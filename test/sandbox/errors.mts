import type { Json, JsonObject } from './json.mts';

export interface ErrorEntry {
	readonly code: string;
	readonly message: string;
	readonly resource?: string;
	readonly field?: string;
}

/** A refusal that the sandbox answers with; handlers throw it, one place turns it into a response. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly status: number;
	readonly body: string | JsonObject;
	readonly headers: Readonly<Record<string, string>>;

	constructor(
		status: number,
		body: string | JsonObject,
		headers: Readonly<Record<string, string>> = {},
	) {
		super(typeof body === 'string' ? body : JSON.stringify(body));
		this.status = status;
		this.body = body;
		this.headers = headers;
	}
}

export const apiError = (status: number, code: string, message: string): ApiError =>
	new ApiError(status, { code, message, errors: null });

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** `Company.Configuration` is called `configuration` in error bodies. */
const resourceName = (schema: string): string =>
	lowerFirst(schema.slice(schema.lastIndexOf('.') + 1));

/** The 400 of a body whose values are refused; the reasons are in `errors`. */
export function invalidObject(schema: string, entries: readonly ErrorEntry[]): ApiError {
	const resource = resourceName(schema);
	const errors: Json[] = entries.map((entry) => ({ resource, ...entry }));
	return new ApiError(400, {
		code: 'InvalidObject',
		message: `${resource} object is invalid`,
		errors,
	});
}

/** Records that the server calls by another name than that of their schema. */
const RECORD_TITLES: ReadonlyMap<string, string> = new Map([
	['Ticket', 'Service Ticket'],
	['Company', 'company'],
]);

/** Title of a schema in sentences: `ServiceNote` is a `Service Note`. */
export function titleOf(schema: string): string {
	const name = schema.slice(schema.lastIndexOf('.') + 1);
	return RECORD_TITLES.get(name) ?? name.replace(/([a-z\d])([A-Z])/g, '$1 $2');
}

export const recordNotFound = (schema: string, id: number | string): ApiError =>
	new ApiError(404, { code: 'NotFound', message: `${titleOf(schema)} ${id} not found` });

export const endpointNotFound = (): ApiError =>
	new ApiError(404, { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' });

export const cannotRoute = (): ApiError =>
	new ApiError(400, 'Cannot route. Codebase/company is invalid');

export const conditionError = (message: string): ApiError =>
	new ApiError(400, { code: 'ApiFindCondition', message });

export const permissionDenied = (code = 'Security'): ApiError =>
	new ApiError(403, {
		code,
		message: 'You do not have security permission to perform this action.',
	});
