import { setTimeout as delay } from 'node:timers/promises';
import { randomSequence } from '../sandbox/random.mts';
import { clientOf, idsOf, recordOf, recordsOf } from '../sandbox/client.mts';
import type { JsonObject } from '../sandbox/json.mts';

export interface WritePlan {
	readonly apiRoot: string;
	/** Tells the changes of these writers from those of others. */
	readonly label: string;
	readonly writerCount: number;
	readonly changeCount: number;
	/** Over so long, evenly. */
	readonly durationMs: number;
}

export interface Written {
	/** Last summary of each record that was changed or created. */
	readonly last: ReadonlyMap<number, string>;
	/** How many changes have been made so far. */
	readonly count: number;
	readonly createdCount: number;
	readonly isDone: boolean;
	readonly done: Promise<void>;
}

/** One of so many changes is a new record. */
const CREATE_EVERY = 20;

/** Changes tickets through the API, as several people would; each writer has records of its own. */
export function startWriters({
	apiRoot,
	label,
	writerCount,
	changeCount,
	durationMs,
}: WritePlan): Written {
	const last = new Map<number, string>();
	const client = clientOf(apiRoot);
	const state = { count: 0, createdCount: 0, isDone: false };
	const create = async (summary: string, like: JsonObject): Promise<number> => {
		const { company, board } = like;
		const body = { summary, company: company ?? null, board: board ?? null };
		const answer = await client('POST', '/service/tickets', { body });
		if (answer.status !== 201) throw new Error(`Create: ${answer.status} ${answer.text}`);
		state.createdCount += 1;
		return Number(recordOf(answer)['id']);
	};
	const update = async (id: number, summary: string): Promise<number> => {
		const answer = await client('PATCH', `/service/tickets/${id}`, {
			body: [{ op: 'replace', path: 'summary', value: summary }],
		});
		if (answer.status !== 200) throw new Error(`Update ${id}: ${answer.status} ${answer.text}`);
		return id;
	};
	const write = async (writer: number, own: readonly number[], like: JsonObject) => {
		const draw = randomSequence(writer + 1);
		const ids = [...own];
		const each = changeCount / writerCount;
		const begun = performance.now();
		for (let change = 0; change < each; change++) {
			await delay(Math.max(0, begun + (change / each) * durationMs - performance.now()));
			const summary = `${label}: change ${change} of writer ${writer}`;
			const target = ids[Math.floor(draw() * ids.length)] ?? 0;
			const id =
				change % CREATE_EVERY === 0 ? await create(summary, like) : await update(target, summary);
			if (id !== target) ids.push(id);
			last.set(id, summary);
			state.count += 1;
		}
	};
	const run = async () => {
		const query = { pageSize: 1_000, orderBy: 'id asc', conditions: 'company != null' };
		const answer = await client('GET', '/service/tickets', { query });
		const ids = idsOf(answer);
		const [like = {}] = recordsOf(answer);
		const writers = Array.from({ length: writerCount }, (_, writer) =>
			write(
				writer,
				ids.filter((id) => id % writerCount === writer),
				like,
			),
		);
		await Promise.all(writers);
		state.isDone = true;
	};
	const done = run();
	return {
		last,
		get count() {
			return state.count;
		},
		get createdCount() {
			return state.createdCount;
		},
		get isDone() {
			return state.isDone;
		},
		done,
	};
}
