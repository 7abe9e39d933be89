/** Targets of a `Link` header by relation; only their query parts are ever used. */
export interface PageLinks {
	readonly next?: URLSearchParams;
	readonly last?: URLSearchParams;
}

/**
 * Reads a `Link` header. The host of a link is not to be trusted (sandboxes point at production
 * hosts) and its path may hold doubled slashes, so only the query is kept.
 */
export function parseLinks(header: string | undefined): PageLinks {
	const links: { next?: URLSearchParams; last?: URLSearchParams } = {};
	for (const entry of (header ?? '').split('<').slice(1)) {
		const end = entry.indexOf('>');
		const relation = end < 0 ? '' : relationOf(entry.slice(end + 1));
		if (relation !== 'next' && relation !== 'last') continue;
		const start = entry.indexOf('?');
		const hasQuery = start >= 0 && start < end;
		links[relation] = new URLSearchParams(hasQuery ? entry.slice(start + 1, end) : '');
	}
	return links;
}

/** From the parameters behind a link's target, e.g. `; type="json"; rel="next", `. */
function relationOf(text: string): string {
	const [own = ''] = text.split(',');
	const [blank = '', ...parameters] = own.split(';');
	if (blank.trim() !== '') return '';
	for (const parameter of parameters) {
		const equals = parameter.indexOf('=');
		if (parameter.slice(0, equals).trim().toLowerCase() !== 'rel') continue;
		return (
			/^[a-z]*/i
				.exec(
					parameter
						.slice(equals + 1)
						.trim()
						.replace('"', ''),
				)?.[0]
				.toLowerCase() ?? ''
		);
	}
	return '';
}

/** A whole number from the link's query, whatever the case of the parameter's name. */
export function linkNumber(query: URLSearchParams | undefined, name: string): number | undefined {
	for (const [key, value] of query ?? []) {
		if (key.toLowerCase() === name.toLowerCase() && /^\d+$/.test(value)) return Number(value);
	}
	return undefined;
}
