import type { SearchEntry } from './entries';

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
		const path = pathOf(entry);
		const score = scoreShape(path, shape, plain);
		if (score === 0) return 0;
		const isMethod = entry.summary.method.toLowerCase() === method;
		// Among paths that hold the fragment, the shorter one is nearer to it.
		return score + (isMethod ? METHOD_SCORE : 0) - path.shape.length / LENGTH_COUNT;
	};
}

/** A path in lower case: without placeholders' names, and without placeholders at all. */
interface EntryPath {
	readonly shape: string;
	readonly plainPath: string;
}

/** Most searches are for words, so that paths are looked at when first needed. */
const paths = new WeakMap<SearchEntry, EntryPath>();

function pathOf(entry: SearchEntry): EntryPath {
	const known = paths.get(entry);
	if (known) return known;
	const shape = entry.summary.path.toLowerCase().replace(/\{\w+\}/g, '{}');
	const path = { shape, plainPath: shape.replace(/\/\{\}/g, '') };
	paths.set(entry, path);
	return path;
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

function scoreShape(path: EntryPath, shape: string, plain: string): number {
	if (plain.replace(/\//g, '') === '') return 0;
	if (path.shape === shape || path.shape === `/${shape}`) return 1000;
	if (path.shape.endsWith(shape)) return 800;
	if (path.plainPath === plain || path.plainPath === `/${plain}`) return 700;
	if (path.plainPath.endsWith(plain)) return 600;
	if (path.shape.includes(shape)) return 500;
	return path.plainPath.includes(plain) ? 400 : 0;
}
