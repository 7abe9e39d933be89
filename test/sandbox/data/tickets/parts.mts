import type { JsonObject } from '../../json.mts';

/** Some members of a record, with their JSON without the braces around it. */
export interface Part {
	readonly members: JsonObject;
	readonly text: string;
}

export const partOf = (members: JsonObject): Part => ({
	members,
	text: JSON.stringify(members).slice(1, -1),
});

/** Records share parts: they are made and written as JSON once for each key. */
export class PartCache {
	readonly #parts = new Map<number, Part>();
	readonly #make: (key: number) => JsonObject;

	constructor(make: (key: number) => JsonObject) {
		this.#make = make;
	}

	get(key: number): Part {
		const known = this.#parts.get(key);
		if (known) return known;
		const part = partOf(this.#make(key));
		this.#parts.set(key, part);
		return part;
	}
}

/** Joins parts to one record. */
export const recordOf = (parts: readonly Part[]): JsonObject =>
	Object.assign({}, ...parts.map(({ members }) => members)) as JsonObject;

export function textOf(parts: readonly Part[]): string {
	let text = '{';
	for (const part of parts) {
		if (part.text === '') continue;
		if (text.length > 1) text += ',';
		text += part.text;
	}
	return `${text}}`;
}
