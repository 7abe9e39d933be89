import type { FieldTemplate } from '../catalogue/load.mts';
import { fraction, pick, uuidOf } from '../random.mts';

const WORDS = ['Alder', 'Birch', 'Cedar', 'Dahlia', 'Elm', 'Fern', 'Ginkgo', 'Hazel', 'Iris'];
const TEXTS = ['Sample entry', 'Made for the sandbox', 'Example text', 'Placeholder', 'Specimen'];
const FIRST_DAY = Date.UTC(2021, 0, 4, 8);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A working minute of the years 2021 to 2026. */
export function dateAt(draw: number): string {
	const at = FIRST_DAY + (draw % 1_900) * DAY_MS + (draw % 540) * MINUTE_MS;
	return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function labelFor(schema: string, draw: number): string {
	const title = schema.slice(schema.lastIndexOf('.') + 1).replace(/([a-z\d])([A-Z])/g, '$1 $2');
	return `${pick(WORDS, draw)} ${title} ${1 + (draw % 97)}`;
}

export const numberFor = ({ type }: FieldTemplate, draw: number): number =>
	type === 'integer' ? draw % 500 : (draw % 100_000) / 100;

/** Most flags are off in a real system, those that switch a record off above all. */
export const booleanFor = ({ name }: FieldTemplate, draw: number): boolean =>
	fraction(draw, 2) < (/inactive|deleted|closed/i.test(name) ? 0.1 : 0.35);

export function textFor(field: FieldTemplate, label: string, draw: number): string {
	if (field.enum?.length) return pick(field.enum, draw);
	const text = textByName(field.name, label, draw);
	return field.maxLength === undefined ? text : text.slice(0, field.maxLength);
}

function textByName(name: string, label: string, draw: number): string {
	if (/email/i.test(name)) return `sample${draw % 900}@example.com`;
	if (/url|website|link$/i.test(name)) return `https://www.example.com/${draw % 900}`;
	if (/phone|fax/i.test(name)) return `55501${String(draw % 100).padStart(2, '0')}`;
	if (/color/i.test(name)) return `#${(draw & 0xffffff).toString(16).padStart(6, '0')}`;
	if (/(?:Date|UTC)$|^date|^last(?:Update|Sync)/.test(name)) return dateAt(draw);
	if (/guid|^connectWiseId$/i.test(name)) return uuidOf(draw);
	if (/^(?:name|title|caption|description|summary|subject)$/i.test(name)) return label;
	if (/^identifier$|code$|number$/i.test(name)) return label.replace(/\W+/g, '').slice(0, 20);
	return pick(TEXTS, draw);
}
