import type { PageRequest } from './request.mts';

/** What a link names anew; a navigable one repeats the pageId of a client that asked forward-only. */
const NUMBERED = new Set(['page', 'pagesize']);
const FORWARD = new Set([...NUMBERED, 'pageid']);

/** As the cloud writes them: lower-case hex, spaces as `+`. */
const encode = (text: string): string =>
	encodeURIComponent(text)
		.replace(/%20/g, '+')
		.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
		.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

/** Repeats every parameter of the request but those of its own paging. */
function repeated(query: URLSearchParams, own: ReadonlySet<string>): string[] {
	return [...query]
		.filter(([name]) => !own.has(name.toLowerCase()))
		.map(([name, value]) => `${name}=${encode(value)}`);
}

export interface LinkTarget {
	/** Absolute URL of the collection, e.g. `http://host/v4_6_release/apis/3.0//service/tickets`. */
	readonly url: string;
	readonly query: URLSearchParams;
}

/** Link of navigable paging; undefined where the result fits one page. */
export function navigableLink(
	{ url, query }: LinkTarget,
	{ page, pageSize }: PageRequest,
	total: number,
	hasLast: boolean,
): string | undefined {
	const lastPage = Math.ceil(total / pageSize);
	if (lastPage <= 1) return undefined;
	const to = (target: number, rel: string) =>
		`<${url}/?${[...repeated(query, NUMBERED), `pageSize=${pageSize}`, `page=${target}`].join('&')}>; rel="${rel}"`;
	const links: string[] = [];
	if (page < lastPage) links.push(to(page + 1, 'next'));
	if (page < lastPage && hasLast) links.push(to(lastPage, 'last'));
	if (page > 1) links.push(to(1, 'first'), to(Math.min(page - 1, lastPage), 'prev'));
	return links.join(', ');
}

export type ForwardOnlyForm = 'pageId' | 'pageIdFirst' | 'conditions';

/** Link of forward-only paging; the empty text marks the end. */
export function forwardOnlyLink(
	{ url, query }: LinkTarget,
	{ pageSize }: PageRequest,
	lastId: number | undefined,
	form: ForwardOnlyForm,
): string {
	if (lastId === undefined) return '';
	const own = [`pageSize=${pageSize}`, `pageId=${lastId}`];
	const others = repeated(query, FORWARD);
	const parts = {
		pageId: [...others, ...own],
		pageIdFirst: [...own.toReversed(), ...others],
		conditions: [...own, ...others],
	}[form];
	return `<${url}?${parts.join('&')}>; rel="next"`;
}
