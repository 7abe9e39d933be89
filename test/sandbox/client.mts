import type { Json, JsonObject } from './json.mts';
import { sandboxHeaders } from './credentials.mts';

export interface Response {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The parsed body; undefined if it is not JSON. */
	readonly json: Json | undefined;
}

interface Request {
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: Json | FormData;
	readonly headers?: Readonly<Record<string, string>>;
	readonly method?: string;
}

export type Client = (method: string, path: string, request?: Request) => Promise<Response>;

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

/** A plain client for tests: sends what it is told, and gives back what came. */
export const clientOf =
	(apiRoot: string): Client =>
	async (method, path, { query = {}, body, headers = {} } = {}) => {
		const search = new URLSearchParams(
			Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
		);
		const isForm = body instanceof FormData;
		const response = await fetch(`${apiRoot}${path}${search.size > 0 ? `?${search}` : ''}`, {
			method,
			redirect: 'manual',
			headers: {
				...sandboxHeaders(),
				...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
				...headers,
			},
			...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, json: parsed(text) };
	};

/** The body as a list of records; empty if it is none. */
export const recordsOf = ({ json }: Response): JsonObject[] =>
	Array.isArray(json) ? (json as JsonObject[]) : [];

/** The body as one record; empty if it is none. */
export const recordOf = ({ json }: Response): JsonObject =>
	typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};

export const idsOf = (response: Response): number[] =>
	recordsOf(response).map(({ id }) => Number(id));
