import { describe, expect, it } from 'vitest';
import { assertNoFixedExpression } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/checks/fixed.ts';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';

describe('assertNoFixedExpression', () => {
	it.each(['{{ $json.x }}', 'id = {{ 1 }} or', ' ={{ 1 }}', '}} {{ x }}', '{{\n}}'])(
		'refuses %j, typed into a field set to Fixed',
		(raw) => {
			expect(() => assertNoFixedExpression(raw, 'Summary (summary)')).toThrow(
				/^Summary \(summary\) contains an expression/,
			);
			expect(() => assertNoFixedExpression(raw, 'Summary (summary)')).toThrow(ParameterError);
		},
	);

	it.each<unknown>([
		'={{ $json.x }}',
		'=a {{ 1 }}',
		'{ "a": { "b": {} } }',
		'}} {{',
		'{{',
		'{'.repeat(1_000_000),
		'{ {x} }',
		'',
		undefined,
		null,
		5,
		{ a: '{{ x }}' },
	])('is content with %#', (raw) => {
		expect(() => assertNoFixedExpression(raw, 'Summary')).not.toThrow();
	});
});
