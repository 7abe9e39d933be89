import type { Catalogue, FieldTemplate } from '../catalogue/load.mts';
import { apiError, ApiError } from '../errors.mts';
import { isJsonObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import { positionOf } from './position.mts';
import type { Path } from './position.mts';

const DOT_NET_TYPES: Readonly<Record<string, string>> = {
	integer: 'System.Int32',
	number: 'System.Double',
	boolean: 'System.Boolean',
	string: 'System.String',
	uuid: 'System.Guid',
	dateTime: 'System.DateTime',
	date: 'System.DateTime',
};

const API_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const API_DAY = /^\d{4}-\d{2}-\d{2}$/;

const pathText = (path: Path): string =>
	path
		.map((part, at) => (typeof part === 'number' ? `[${part}]` : at > 0 ? `.${part}` : part))
		.join('');

const typeName = ({ type }: FieldTemplate): string => DOT_NET_TYPES[type] ?? 'System.Object';

const sameText = (left: string, right: Json): boolean =>
	left.toLowerCase() === String(right).toLowerCase();

function isScalarOf({ type }: FieldTemplate, value: Json): boolean {
	if (typeof value === 'object') return false;
	if (type === 'integer') return /^-?\d+(?:\.0+)?$/.test(String(value));
	if (type === 'number') return value !== '' && Number.isFinite(Number(value));
	if (type === 'boolean') return /^(?:true|false)$/i.test(String(value));
	if (type === 'uuid') return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(value));
	return true;
}

/** Checks bodies as strictly as the server: names it does not know, types, forms of dates. */
export class StrictBody {
	readonly #catalogue: Catalogue;
	readonly #text: string;

	constructor(catalogue: Catalogue, text: string) {
		this.#catalogue = catalogue;
		this.#text = text;
	}

	/** @throws ApiError 400 or 500 with the server's text and the place in the body */
	check(value: JsonObject, schema: string, at: Path = []): void {
		const fields = new Map(
			this.#catalogue.fieldsOf(schema).map((field) => [field.name.toLowerCase(), field]),
		);
		if (fields.size === 0) return;
		for (const [name, member] of Object.entries(value)) {
			const field = fields.get(name.toLowerCase());
			if (!field) throw this.#unknownMember(name, schema, [...at, name]);
			this.checkValue(member, field, [...at, name]);
		}
	}

	checkValue(value: Json, field: FieldTemplate, at: Path): void {
		if (value === null || field.type === 'any' || field.name === '_info') return;
		if (field.type === 'array') return this.#checkArray(value, field, at);
		if (field.type !== 'object') return this.#checkScalar(value, field, at);
		if (!isJsonObject(value)) throw this.#wrongType(value, field.schema ?? 'System.Object', at);
		if (field.schema) this.check(value, field.schema, at);
	}

	#checkArray(value: Json, field: FieldTemplate, at: Path): void {
		const { name, schema } = field;
		if (!Array.isArray(value)) throw this.#wrongType(value, `${schema ?? 'System.Object'}[]`, at);
		const type = schema ? 'object' : (field.itemType ?? 'any');
		for (const [index, element] of value.entries()) {
			this.checkValue(element, { name, type, ...(schema && { schema }) }, [...at, index]);
		}
	}

	#checkScalar(value: Json, field: FieldTemplate, at: Path): void {
		if (!isScalarOf(field, value)) throw this.#wrongType(value, typeName(field), at);
		const isDate = field.type === 'dateTime' || field.type === 'date';
		const isDay = field.type === 'date' && API_DAY.test(String(value));
		if (isDate && !isDay && !API_DATE.test(String(value))) {
			throw apiError(400, 'UnsupportedFormat', `Unsupported format applied to ${at.at(-1)}`);
		}
		if (field.enum && !field.enum.some((known) => sameText(known, value))) {
			throw this.#wrongType(value, field.name, at);
		}
	}

	#unknownMember(name: string, schema: string, at: Path): ApiError {
		const { line, position } = positionOf(this.#text, at, 'name');
		const type = schema.slice(schema.lastIndexOf('.') + 1);
		return new ApiError(400, {
			code: 'ConnectWiseApi',
			message: `Could not find member '${name}' on object of type '${type}'. Path '${pathText(at)}', line ${line}, position ${position}.Check your accept header to make sure you are using the correct version.`,
		});
	}

	#wrongType(value: Json, type: string, at: Path): ApiError {
		const { line, position } = positionOf(this.#text, at, 'value');
		const shown = typeof value === 'object' ? JSON.stringify(value) : `"${String(value)}"`;
		return new ApiError(500, {
			code: 'ConnectWiseApi',
			message: `Error converting value ${shown} to type '${type}'. Path '${pathText(at)}', line ${line}, position ${position}.`,
		});
	}
}
