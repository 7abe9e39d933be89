import type { FieldTemplate } from '../catalogue/load.mts';
import { conditionError } from '../errors.mts';
import type { Comparison, Expression, Literal, SortKey } from './ast.mts';
import type { NameRules, RecordModel } from './model.mts';

const LITERAL_NAMES: Readonly<Record<Literal['kind'], string>> = {
	text: 'string',
	number: 'numeric',
	boolean: 'boolean',
	date: 'DateTime',
	null: 'null',
};

type Expected = 'boolean' | 'numeric' | 'string' | 'DateTime';

/** Dates that the document types as plain text (`closedDate`) are dates by their names. */
const isDateField = ({ name, type }: FieldTemplate): boolean =>
	type === 'dateTime' || type === 'date' || (type === 'string' && /(?:Date|UTC)$|^date/.test(name));

function expectedOf(field: FieldTemplate): Expected | undefined {
	if (isDateField(field)) return field.type === 'string' ? undefined : 'DateTime';
	if (field.type === 'boolean') return 'boolean';
	if (field.type === 'integer' || field.type === 'number') return 'numeric';
	return field.type === 'string' || field.type === 'uuid' ? 'string' : undefined;
}

const withArticle = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;

function checkLiteral(field: FieldTemplate, literal: Literal): void {
	if (literal.kind === 'null') return;
	const expected = expectedOf(field);
	const given = LITERAL_NAMES[literal.kind];
	if (expected && expected !== given) {
		throw conditionError(
			`Expected ${withArticle(expected)} value, not ${withArticle(given)}. String values should be enclosed with double or single quotes; DateTime values should be enclosed in square brackets;`,
		);
	}
	if (literal.kind !== 'text' || !field.enum) return;
	const value = literal.value.toLowerCase();
	if (!field.enum.some((known) => known.toLowerCase() === value)) {
		throw conditionError('Enum value supplied was invalid');
	}
}

function checkComparison(comparison: Comparison, field: FieldTemplate | undefined): void {
	const isPattern = comparison.operator === 'like' || comparison.operator === 'contains';
	const [first] = comparison.values;
	if (isPattern && first?.kind !== 'text') {
		throw conditionError(`Expected a string value behind ${comparison.operator}.`);
	}
	if (!field || isPattern) return;
	for (const literal of comparison.values) checkLiteral(field, literal);
}

/** Binds names to the model, its own spelling included, and checks the literals. */
export function bindExpression(
	expression: Expression,
	model: RecordModel,
	rules: NameRules,
): Expression {
	if (expression.type !== 'comparison') {
		const parts = expression.parts.map((part) => bindExpression(part, model, rules));
		return { ...expression, parts };
	}
	const { path, field } = model.resolve(expression.path, rules);
	checkComparison(expression, field);
	return { ...expression, path };
}

export const bindSortKeys = (
	keys: readonly SortKey[],
	model: RecordModel,
	rules: NameRules,
): SortKey[] => keys.map((key) => ({ ...key, path: model.resolve(key.path, rules).path }));

/** childConditions name an array first: `communicationItems/value`. */
export function bindChildExpression(
	expression: Expression,
	model: RecordModel,
	rules: NameRules,
): Expression {
	if (expression.type !== 'comparison') {
		const parts = expression.parts.map((part) => bindChildExpression(part, model, rules));
		return { ...expression, parts };
	}
	const [head = '', ...rest] = expression.path;
	const element = model.elementModel(head);
	const name = expression.path.join('/');
	if (!element || rest.length === 0) throw conditionError(`${name} is not a recognized name.`);
	refuseIn(expression);
	const inner = element.model.resolve(rest, { ...rules, hasId: true });
	checkComparison(expression, inner.field);
	return { ...expression, path: [element.field.name, ...inner.path] };
}

const CUSTOM_FIELD_NAMES = ['id', 'caption', 'type', 'value'];

export function bindCustomFieldExpression(expression: Expression): Expression {
	if (expression.type !== 'comparison') {
		return { ...expression, parts: expression.parts.map(bindCustomFieldExpression) };
	}
	refuseIn(expression);
	const given = expression.path.join('/');
	const name = CUSTOM_FIELD_NAMES.find((known) => known === given.toLowerCase());
	if (!name) throw conditionError(`${given} is not a recognized name.`);
	return { ...expression, path: [name] };
}

function refuseIn({ operator }: Comparison): void {
	if (operator === 'in') throw conditionError("Operator 'in' is supported by conditions only.");
}
