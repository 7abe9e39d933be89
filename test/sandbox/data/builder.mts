import { Faker, base, en } from '@faker-js/faker';
import type { Catalogue } from '../catalogue/load.mts';
import type { JsonObject } from '../json.mts';
import { DAY_COUNT } from '../options.mts';
import type { ResolvedOptions } from '../options.mts';
import { hash, hashText } from '../random.mts';
import { referenceTo } from '../records/references.mts';
import type { CustomFieldCatalogue } from './customFields.mts';

export interface DataContext {
	readonly options: ResolvedOptions;
	readonly catalogue: Catalogue;
	readonly rootUrl: string;
	readonly customFields: CustomFieldCatalogue;
}

const DAY_MS = 86_400_000;

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const daysAsText = new Map<number, string>();

/** ISO text in UTC; by hand, since a page of tickets needs thousands of them. */
export function dateText(at: number): string {
	const day = Math.floor(at / DAY_MS);
	let text = daysAsText.get(day);
	if (text === undefined) {
		text = new Date(day * DAY_MS).toISOString().slice(0, 11);
		daysAsText.set(day, text);
	}
	const seconds = Math.floor((at - day * DAY_MS) / 1_000);
	const hour = TWO_DIGITS[Math.floor(seconds / 3_600)];
	const minute = TWO_DIGITS[Math.floor(seconds / 60) % 60];
	return `${text}${hour}:${minute}:${TWO_DIGITS[seconds % 60]}Z`;
}

/** Tools with which the seeded records are made. */
export class Builder {
	readonly context: DataContext;

	constructor(context: DataContext) {
		this.context = context;
	}

	/** A faker of its own for each table, so that adding a table changes no other. */
	faker(table: string): Faker {
		const faker = new Faker({
			locale: [en, base],
			seed: hash(this.context.options.seed, hashText(table)),
		});
		faker.setDefaultRefDate(new Date(this.context.options.firstDayMs + DAY_COUNT * DAY_MS));
		return faker;
	}

	/** Ascending ids with gaps. */
	ids(table: string, count: number, first = 2): number[] {
		const seed = hash(this.context.options.seed, hashText(table));
		let next = first;
		return Array.from({ length: count }, (_, index) => {
			const id = next;
			next += 1 + (hash(seed, index) % 4 === 0 ? hash(seed, index, 1) % 9 : 0);
			return id;
		});
	}

	/** A reference to a seeded record of the collection. */
	ref(schema: string, path: string, record: JsonObject): JsonObject {
		const text = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined);
		const person = [text('firstName'), text('lastName')].filter(Boolean).join(' ');
		const name = text('name') ?? text('summary') ?? (person || undefined);
		const identifier = text('identifier');
		return referenceTo(this.context.rootUrl, schema, this.context.catalogue.fieldsOf(schema), {
			id: Number(record['id']),
			path,
			...(name !== undefined && { name }),
			...(identifier !== undefined && { identifier }),
		});
	}

	/** A plausible working time: date of the table's record and a share of its life. */
	time(draw: number, dayOffset = 0): string {
		const day = hash(draw, 11) % DAY_COUNT;
		const { firstDayMs } = this.context.options;
		return dateText(firstDayMs + (day + dayOffset) * DAY_MS + (hash(draw, 12) % 540) * 60_000);
	}

	info(draw: number): JsonObject {
		const entered = this.time(draw);
		const { firstDayMs } = this.context.options;
		const end = dateText(firstDayMs + DAY_COUNT * DAY_MS);
		const updated = this.time(draw, hash(draw, 13) % 90);
		// Nothing was changed on a day that is still to come.
		const lastUpdated = updated < end ? updated : end;
		return { lastUpdated, updatedBy: 'Admin1', dateEntered: entered, enteredBy: 'Admin1' };
	}

	/** A set-up table out of names. */
	table(
		name: string,
		names: readonly string[],
		more: (index: number) => JsonObject = () => ({}),
	): JsonObject[] {
		const ids = this.ids(name, names.length);
		return names.map((label, index) => ({
			id: ids[index] ?? index + 1,
			name: label,
			...more(index),
			_info: { lastUpdated: '2024-03-01T09:30:00Z', updatedBy: 'Admin1' },
		}));
	}
}

/** The element at a drawn place. */
export function at<T>(list: readonly T[], draw: number): T {
	const chosen = list[draw % list.length];
	if (chosen === undefined) throw new RangeError('Cannot choose from an empty table');
	return chosen;
}

/** Makes a value at its first use. */
export function lazy<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
