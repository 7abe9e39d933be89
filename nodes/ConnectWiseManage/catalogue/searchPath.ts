import type { SearchEntry } from './searchEntries';

const METHOD = /^(get|post|put|patch|delete)\s+/;
const METHOD_SCORE = 50;
const LENGTH_COUNT = 200;

/**
 * Scores paths for what looks like one, whole or in part: `/service/tickets/{id}/notes`,
 * `tickets/notes`, `GET /service/tickets/42`, or a URL of the API.
 */
export function scorePath(query: string): (entry: SearchEntry) => number {
	const lower = query.toLowerCase().trim();
	const method = METHOD.exec(lower)?.[1];
	const shape = shapeOfQuery(lower.replace(METHOD, ''));
	const plain = shape.replace(/\/?\{\}/g, '');
	return (entry) => {
		const score = scoreShape(entry, shape, plain);
		if (score === 0) return 0;
		const isMethod = entry.summary.method.toLowerCase() === method;
		// Among paths that hold the fragment, the shorter one is nearer to it.
		return score + (isMethod ? METHOD_SCORE : 0) - entry.shape.length / LENGTH_COUNT;
	};
}

/** Placeholders as other tools write them: `{{id}}`, `${id}`, `:id`, `<id>`, `[id]`, `$id`, and numbers. */
const PLACEHOLDER = /^(?:\{\{.*\}\}|\$?\{.*\}?|[:$].+|<.*>|\[.*\]|\d+)$/;

function shapeOfQuery(path: string): string {
	const segments = path
		.replace(/^.*\/apis\/3\.0(?=\/|$)/, '')
		.replace(/[?#].*$/, '')
		.split('/')
		.map((segment) => segment.trim())
		.map((segment) => (PLACEHOLDER.test(segment) ? '{}' : segment));
	// What stands for the address of the API is no part of the path.
	if (segments[0] === '{}') segments[0] = '';
	const kept = segments.filter((segment, index) => segment !== '' || index === 0);
	return kept.join('/');
}

function scoreShape(entry: SearchEntry, shape: string, plain: string): number {
	if (plain.replace(/\//g, '') === '') return 0;
	if (entry.shape === shape || entry.shape === `/${shape}`) return 1000;
	if (entry.shape.endsWith(shape)) return 800;
	if (entry.plainPath === plain || entry.plainPath === `/${plain}`) return 700;
	if (entry.plainPath.endsWith(plain)) return 600;
	if (entry.shape.includes(shape)) return 500;
	return entry.plainPath.includes(plain) ? 400 : 0;
}
