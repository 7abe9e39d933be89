import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { sandboxHeaders } from '../sandbox/credentials.mts';
import type { Json, JsonObject } from '../sandbox/json.mts';
import { randomSequence } from '../sandbox/random.mts';

interface Answer {
	readonly status: number;
	readonly headers: IncomingMessage['headers'];
	readonly json: Json;
	readonly text: string;
}

const COMPANY_IDS = [2, 3];

/** Sends a mix of requests and compares each answer with what must come. */
export class SoakWorker {
	readonly #apiRoot: string;
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
	readonly #draw: () => number;
	readonly #name: string;
	/** Summaries of the tickets that this worker made and has not deleted. */
	readonly #own = new Map<number, string>();
	readonly wrong: string[] = [];
	sent = 0;

	constructor(apiRoot: string, index: number) {
		this.#apiRoot = apiRoot;
		this.#name = `worker ${index}`;
		this.#draw = randomSequence(index + 1);
	}

	close(): void {
		this.#agent.destroy();
	}

	async step(): Promise<void> {
		const kinds = [
			() => this.#page(),
			() => this.#forwardPage(),
			() => this.#count(),
			() => this.#create(),
			() => this.#change(),
			() => this.#readOwn(),
			() => this.#remove(),
			() => this.#refused(),
			() => this.#generic(),
		];
		await kinds[Math.floor(this.#draw() * kinds.length)]?.();
	}

	async #page(): Promise<void> {
		const from = Math.floor(this.#draw() * 50_000);
		const conditions = encodeURIComponent(`id > ${from} and closedFlag=false`);
		const answer = await this.#send(
			'GET',
			`/service/tickets?conditions=${conditions}&orderBy=id%20asc&fields=id,closedFlag&pageSize=20`,
		);
		const records = listOf(answer);
		const isRight = records.every((record, index) => {
			const before = index === 0 ? from : Number(records[index - 1]?.['id']);
			return record['closedFlag'] === false && Number(record['id']) > before;
		});
		this.#expect(answer.status === 200 && isRight && records.length <= 20, 'page', answer);
	}

	async #forwardPage(): Promise<void> {
		const pageId = Math.floor(this.#draw() * 50_000);
		const answer = await this.#send(
			'GET',
			`/service/tickets?pageSize=5&fields=id&pageId=${pageId}`,
			undefined,
			{ 'pagination-type': 'forward-only' },
		);
		const ids = listOf(answer).map(({ id }) => Number(id));
		const link = answer.headers['link'] ?? 'absent';
		const isRight =
			ids.every((id) => id > pageId) &&
			(link === '' || String(link).includes(`pageId=${ids.at(-1)}>`));
		this.#expect(isRight, 'forward page', answer);
	}

	async #count(): Promise<void> {
		const answer = await this.#send('GET', '/company/contacts/count');
		this.#expect(answer.text === '{"count":600}', 'count', answer);
	}

	async #create(): Promise<void> {
		const summary = `${this.#name} made ${this.sent}`;
		const company = COMPANY_IDS[Math.floor(this.#draw() * COMPANY_IDS.length)] ?? 2;
		const answer = await this.#send('POST', '/service/tickets', {
			summary,
			company: { id: company },
		});
		const { id, summary: stored } = objectOf(answer);
		this.#expect(answer.status === 201 && stored === summary, 'create', answer);
		if (typeof id === 'number') this.#own.set(id, summary);
	}

	async #change(): Promise<void> {
		const id = this.#pickOwn();
		if (id === undefined) return this.#create();
		const summary = `${this.#name} changed ${this.sent}`;
		const answer = await this.#send('PATCH', `/service/tickets/${id}`, [
			{ op: 'replace', path: 'summary', value: summary },
		]);
		this.#expect(
			answer.status === 200 && objectOf(answer)['summary'] === summary,
			'change',
			answer,
		);
		this.#own.set(id, summary);
	}

	async #readOwn(): Promise<void> {
		const id = this.#pickOwn();
		if (id === undefined) return this.#create();
		const answer = await this.#send('GET', `/service/tickets/${id}`);
		this.#expect(objectOf(answer)['summary'] === this.#own.get(id), 'read', answer);
	}

	/** Removes as many as are made in the long run, and makes sure that they are gone. */
	async #remove(): Promise<void> {
		const id = this.#pickOwn();
		if (id === undefined) return this.#create();
		this.#own.delete(id);
		const answer = await this.#send('DELETE', `/service/tickets/${id}`);
		this.#expect(answer.status === 204 && answer.text === '', 'delete', answer);
		const gone = await this.#send('GET', `/service/tickets/${id}`);
		this.#expect(
			gone.status === 404 && objectOf(gone)['message'] === `Service Ticket ${id} not found`,
			'gone',
			gone,
		);
	}

	async #refused(): Promise<void> {
		const bad = await this.#send('GET', '/service/tickets?conditions=nothing%3D1');
		this.#expect(
			bad.status === 400 && objectOf(bad)['message'] === 'nothing is not a recognized name.',
			'refusal',
			bad,
		);
		const short = await this.#send('POST', '/service/tickets', { summary: 'x' });
		this.#expect(
			short.status === 400 && objectOf(short)['code'] === 'InvalidObject',
			'invalid',
			short,
		);
	}

	async #generic(): Promise<void> {
		const answer = await this.#send('GET', '/procurement/manufacturers?pageSize=3');
		this.#expect(answer.status === 200 && listOf(answer).length === 3, 'generic', answer);
	}

	#pickOwn(): number | undefined {
		return [...this.#own.keys()][Math.floor(this.#draw() * this.#own.size)];
	}

	#expect(isRight: boolean, what: string, { status, text: body }: Answer): void {
		if (!isRight) this.wrong.push(`${what}: ${status} ${body.slice(0, 300)}`);
	}

	#send(
		method: string,
		path: string,
		body?: Json,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		this.sent++;
		return new Promise((resolve, reject) => {
			const outgoing = request(`${this.#apiRoot}${path}`, {
				method,
				agent: this.#agent,
				headers: {
					...sandboxHeaders(),
					...(body !== undefined && { 'content-type': 'application/json' }),
					...headers,
				},
			});
			outgoing.on('error', reject);
			outgoing.on('response', (response: IncomingMessage) => {
				text(response).then((content) => {
					const json = content === '' ? null : (JSON.parse(content) as Json);
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						json,
						text: content,
					});
				}, reject);
			});
			outgoing.end(body === undefined ? undefined : JSON.stringify(body));
		});
	}
}

const listOf = ({ json }: Answer): JsonObject[] =>
	Array.isArray(json) ? (json as JsonObject[]) : [];

const objectOf = ({ json }: Answer): JsonObject =>
	typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
