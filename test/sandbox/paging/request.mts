import { ApiError } from '../errors.mts';
import type { SwitchBoard } from '../switches.mts';

const DEFAULT_PAGE_SIZE = 25;

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

/** A size above the largest is quietly capped or refused; zero and less count as not given. */
function readPageSize(query: URLSearchParams, switches: SwitchBoard): number {
	const size = integer(query, 'pageSize', DEFAULT_PAGE_SIZE);
	const largest = switches.get('largestPage');
	if (size > largest && switches.get('largerPages') === 'refused') {
		throw new ApiError(400, {
			code: 'OutOfRange',
			message: `pageSize must be between 1 and ${largest}`,
			errors: null,
		});
	}
	return Math.min(largest, size > 0 ? size : DEFAULT_PAGE_SIZE);
}

export function readPageRequest(
	query: URLSearchParams,
	headers: Readonly<Record<string, unknown>>,
	switches: SwitchBoard,
): PageRequest {
	const asksForwardOnly = String(headers['pagination-type'] ?? '').toLowerCase() === 'forward-only';
	const isObeyed = switches.get('pageNumber') === 'obeyed';
	return {
		isForwardOnly: asksForwardOnly && switches.get('forwardOnlyMode') === 'offered',
		page: isObeyed ? Math.max(1, integer(query, 'page', 1)) : 1,
		pageSize: readPageSize(query, switches),
		pageId: isObeyed ? integer(query, 'pageId', 0) : 0,
	};
}
