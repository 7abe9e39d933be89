import type { HttpMethod } from '../catalogue/types';
import type { BodyStream } from './wire/streamedBody';

/** Body of one request as it goes onto the wire; JSON is serialised by `send`. */
export type RequestBody =
	| { readonly kind: 'json'; readonly value: unknown }
	| { readonly kind: 'multipart'; readonly data: Buffer; readonly contentType: string };

/** One request, free of n8n's parameters. `path` is below the API root and already encoded. */
export interface RequestPlan {
	readonly method: HttpMethod;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: RequestBody;
	/** Repeating it changes nothing on the server: every GET, and the searches sent by POST. */
	readonly isRepeatable: boolean;
	/** The answer is long text, to be taken up as it comes. */
	readonly isStreamed?: boolean;
	/** The answer may be a web page; anywhere else one comes from a sign-in or a gateway. */
	readonly isPageDue?: boolean;
	/** For messages, e.g. `Service › Tickets › Create`. */
	readonly label: string;
	/** The operation that servers of older releases offer for the same; for messages. */
	readonly olderLabel?: string;
	/** A file is awaited: the answer may be large. */
	readonly isFile?: boolean;
	/** Takes the file as it comes, instead of its being held in memory; gives what is kept of it. */
	readonly keepFile?: KeepFile;
}

export type KeepFile = (
	stream: BodyStream,
	headers: Readonly<Record<string, string>>,
) => Promise<unknown>;

export type FilledPath =
	| { readonly isFilled: true; readonly path: string }
	| { readonly isFilled: false; readonly parameter: string };

/**
 * Fills a path template; each value is encoded as one segment. Refuses an empty value and steps such
 * as `..`, which would address another record (some servers decode `%2F` before they look at steps),
 * and names the parameter.
 */
export function buildPath(template: string, values: Readonly<Record<string, string>>): FilledPath {
	let refused: string | undefined;
	const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
		const value = Object.prototype.hasOwnProperty.call(values, name) ? values[name] : undefined;
		if (value !== undefined && !isElsewhere(value)) return encode(value.trim());
		refused ??= name;
		return '';
	});
	return refused === undefined ? { isFilled: true, path } : { isFilled: false, parameter: refused };
}

function isElsewhere(value: string): boolean {
	return value.trim() === '' || value.split(/[/\\]/).some((step) => /^\s*\.{1,2}\s*$/.test(step));
}

/** Half a character, as of a text cut off within an emoji, would make `encodeURIComponent` throw. */
function encode(text: string): string {
	return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/**
 * Query string with every reserved character encoded: an unencoded `&` would cut a condition off
 * and a bare `+` would become a space (ConnectWise developer guide).
 */
export function buildQuery(query: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(query).map(
		([name, value]) => `${encode(name)}=${encodeQueryValue(value)}`,
	);
	return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function encodeQueryValue(value: string): string {
	return encode(value).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

export function buildUrl(apiRoot: string, plan: RequestPlan): string {
	return `${apiRoot}${plan.path}${buildQuery(plan.query)}`;
}
