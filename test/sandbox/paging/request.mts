import { apiError, ApiError } from '../errors.mts';
import type { SwitchBoard } from '../switches.mts';

export const DEFAULT_PAGE_SIZE = 25;
export const MAX_PAGE_SIZE = 1000;
const OLD_MAX_PAGE_SIZE = 100;

/** What a list request asks for; names of query parameters are taken whatever their case. */
export interface PageRequest {
	readonly isForwardOnly: boolean;
	readonly page: number;
	readonly pageSize: number;
	/** Forward-only: the id behind which to start. */
	readonly pageId: number;
}

const badNumber = (name: string): ApiError =>
	new ApiError(400, {
		code: 'InvalidObject',
		message: `The value of ${name} is not valid.`,
		errors: null,
	});

function integer(query: URLSearchParams, name: string, fallback: number): number {
	const text = parameter(query, name);
	if (text === undefined || text === '') return fallback;
	if (!/^-?\d+$/.test(text)) throw badNumber(name);
	return Number(text);
}

export function parameter(query: URLSearchParams, name: string): string | undefined {
	const exact = query.get(name);
	if (exact !== null) return exact;
	for (const [key, value] of query) if (key.toLowerCase() === name.toLowerCase()) return value;
	return undefined;
}

function refuseOutOfRange(size: number): void {
	if (size >= 1 && size <= OLD_MAX_PAGE_SIZE) return;
	throw apiError(400, 'OutOfRange', `pageSize must be between 1 and ${OLD_MAX_PAGE_SIZE}`);
}

/** A size above 1000 is quietly capped; zero and less count as not given. Old servers refuse. */
export function readPageRequest(
	query: URLSearchParams,
	headers: Readonly<Record<string, unknown>>,
	switches: SwitchBoard,
): PageRequest {
	const size = integer(query, 'pageSize', DEFAULT_PAGE_SIZE);
	if (switches.get('pageSizeLimit') === 'refused') refuseOutOfRange(size);
	return {
		isForwardOnly: String(headers['pagination-type'] ?? '').toLowerCase() === 'forward-only',
		page: Math.max(1, integer(query, 'page', 1)),
		pageSize: Math.min(MAX_PAGE_SIZE, size > 0 ? size : DEFAULT_PAGE_SIZE),
		pageId: integer(query, 'pageId', 0),
	};
}
