export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'like' | 'in';

export type Literal =
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'number'; readonly value: number }
	| { readonly kind: 'boolean'; readonly value: boolean }
	| { readonly kind: 'date'; readonly value: number; readonly text: string }
	| { readonly kind: 'null' };

/** One comparison. `path` is split at its slashes, in the model's own spelling once resolved. */
export interface Comparison {
	readonly type: 'comparison';
	readonly path: readonly string[];
	readonly operator: Operator;
	readonly isNegated: boolean;
	/** One literal, or those of the list behind `in`. */
	readonly values: readonly Literal[];
}

interface Joined {
	readonly type: 'and' | 'or';
	readonly parts: readonly Expression[];
}

export type Expression = Comparison | Joined;

export interface SortKey {
	readonly path: readonly string[];
	readonly isDescending: boolean;
}
