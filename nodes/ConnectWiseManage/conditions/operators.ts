/** What a filter compares: decides operators, literals and the control for the value. */
export type FilterKind = 'text' | 'number' | 'boolean' | 'date' | 'choice';

/** What an operator needs beside the field. */
type OperandKind = 'value' | 'list' | 'flag' | 'date' | 'dates' | 'span' | 'nothing';

export interface FilterOperator {
	readonly value: string;
	readonly name: string;
	readonly needs: OperandKind;
}

const operator = (value: string, name: string, needs: OperandKind): FilterOperator => ({
	value,
	name,
	needs,
});

const EMPTINESS = [
	operator('isEmpty', 'Is Empty', 'nothing'),
	operator('isNotEmpty', 'Is Not Empty', 'nothing'),
];

const EQUALITY = [
	operator('equals', 'Equals', 'value'),
	operator('notEquals', 'Does Not Equal', 'value'),
	operator('in', 'Is One Of', 'list'),
	operator('notIn', 'Is None Of', 'list'),
];

const ORDER = [
	operator('less', 'Is Less Than', 'value'),
	operator('lessOrEqual', 'Is At Most', 'value'),
	operator('greater', 'Is Greater Than', 'value'),
	operator('greaterOrEqual', 'Is At Least', 'value'),
];

const TEXT = [
	...EQUALITY,
	operator('contains', 'Contains', 'value'),
	operator('notContains', 'Does Not Contain', 'value'),
	operator('startsWith', 'Starts With', 'value'),
	operator('endsWith', 'Ends With', 'value'),
	operator('like', 'Matches Pattern', 'value'),
	operator('notLike', 'Does Not Match Pattern', 'value'),
	...EMPTINESS,
];

const DATE = [
	operator('after', 'Is After', 'date'),
	operator('notBefore', 'Is At or After', 'date'),
	operator('before', 'Is Before', 'date'),
	operator('notAfter', 'Is At or Before', 'date'),
	operator('between', 'Is Between', 'dates'),
	operator('onDay', 'Is on the Day of', 'date'),
	operator('inLast', 'Is in the Last', 'span'),
	operator('inNext', 'Is in the Next', 'span'),
	operator('olderThan', 'Is Longer Ago Than', 'span'),
	operator('today', 'Is Today', 'nothing'),
	operator('thisWeek', 'Is This Week', 'nothing'),
	operator('thisMonth', 'Is This Month', 'nothing'),
	operator('thisQuarter', 'Is This Quarter', 'nothing'),
	operator('equals', 'Is Exactly', 'date'),
	...EMPTINESS,
];

/** What a new row begins with. */
export const FIRST_OPERATORS: Readonly<Record<FilterKind, string>> = {
	text: 'equals',
	number: 'equals',
	boolean: 'equals',
	date: 'after',
	choice: 'equals',
};

/** The operators of each kind. */
export const OPERATORS: Readonly<Record<FilterKind, readonly FilterOperator[]>> = {
	text: TEXT,
	number: [...EQUALITY, ...ORDER, ...EMPTINESS],
	boolean: [operator('equals', 'Is', 'flag'), ...EMPTINESS],
	date: DATE,
	choice: [...EQUALITY, ...EMPTINESS],
};

/** Operators of text that compare with the whole of a name. */
export const WHOLE_NAME_OPERATORS: ReadonlySet<string> = new Set(['equals', 'notEquals']);

export function findOperator(kind: FilterKind, value: string): FilterOperator | undefined {
	return OPERATORS[kind].find((one) => one.value === value);
}
