/** Targets of a `Link` header by relation; only their query parts are ever used. */
export interface PageLinks {
	readonly next?: URLSearchParams;
	readonly last?: URLSearchParams;
}

const ENTRY = /<([^>]*)>\s*((?:;[^,<]*)*)/g;

/**
 * Reads a `Link` header. The host of a link is not to be trusted (sandboxes point at production
 * hosts) and its path may hold doubled slashes, so only the query is kept.
 */
export function parseLinks(header: string | undefined): PageLinks {
	const links: { next?: URLSearchParams; last?: URLSearchParams } = {};
	for (const [, target = '', parameters = ''] of (header ?? '').matchAll(ENTRY)) {
		const relation = /rel\s*=\s*"?([a-z]+)"?/i.exec(parameters)?.[1]?.toLowerCase();
		if (relation !== 'next' && relation !== 'last') continue;
		const start = target.indexOf('?');
		links[relation] = new URLSearchParams(start < 0 ? '' : target.slice(start + 1));
	}
	return links;
}

/** A whole number from the link's query, whatever the case of the parameter's name. */
export function linkNumber(query: URLSearchParams | undefined, name: string): number | undefined {
	for (const [key, value] of query ?? []) {
		if (key.toLowerCase() === name.toLowerCase() && /^\d+$/.test(value)) return Number(value);
	}
	return undefined;
}
