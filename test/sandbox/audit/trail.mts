import { callbackTypeOf } from '../callbacks/levels.mts';
import { isJsonObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { RecordChange } from '../records/registry.mts';
import type { SwitchBoard } from '../switches.mts';
import { timestamp } from '../timestamp.mts';

interface Surroundings {
	readonly switches: SwitchBoard;
	/** Milliseconds by the server's clock. */
	readonly clock: () => number;
}

/** Fields that say nothing to people. */
const NOT_TOLD = new Set(['_info', 'id', 'customFields']);
const NAMES = ['name', 'identifier', 'title', 'id'];

/** How the audit trail calls the records of a collection, lower case. */
function auditTypeOf(path: string): string | undefined {
	return path === 'project/tickets' ? 'projectticket' : callbackTypeOf(path);
}

function shown(value: Json | undefined): string {
	if (value === undefined || value === null) return '';
	if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
	const name = NAMES.map((key) => value[key]).find((known) => known !== undefined);
	return name === undefined ? JSON.stringify(value) : String(name);
}

const labelOf = (field: string): string =>
	field.charAt(0).toUpperCase() + field.slice(1).replace(/([A-Z])/g, ' $1');

function sentencesOf({ action, before = {}, after = {} }: RecordChange): JsonObject[] {
	if (action === 'added') return [{ text: 'The record was created.', auditSubType: 'Record' }];
	if (action === 'deleted') return [{ text: 'The record was deleted.', auditSubType: 'Record' }];
	const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...fields]
		.filter((field) => !NOT_TOLD.has(field) && shown(before[field]) !== shown(after[field]))
		.map((field) => ({
			text: `${labelOf(field)} changed from "${shown(before[field])}" to "${shown(after[field])}".`,
			auditSubType: labelOf(field),
		}));
}

/** Who changed what in which record: one entry for each field. The wording is a guess. */
export class AuditTrail {
	readonly #world: Surroundings;
	readonly #entries = new Map<string, JsonObject[]>();

	constructor(world: Surroundings) {
		this.#world = world;
	}

	/** Entries of a record, in the order that the switch says. */
	of(type: string, id: number): readonly JsonObject[] {
		const entries = this.#entries.get(`${type.toLowerCase()} ${id}`) ?? [];
		return this.#world.switches.get('auditOrder') === 'newestFirst'
			? entries.toReversed()
			: entries;
	}

	reset(): void {
		this.#entries.clear();
	}

	/** Writes down a change of a record that has a trail. */
	add(change: RecordChange): void {
		const type = auditTypeOf(change.store.path);
		if (type === undefined) return;
		const key = `${type} ${change.id}`;
		const known = this.#entries.get(key) ?? [];
		this.#entries.set(key, known);
		for (const sentence of sentencesOf(change)) {
			known.push({
				...sentence,
				enteredDate: timestamp(this.#world.clock()),
				enteredBy: change.caller?.identifier ?? 'apimember',
				auditType: type,
				auditSource: 'API',
			});
		}
	}
}
