import { NodeOperationError, type INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { isTool, tellModel } from '../../../../../nodes/ConnectWiseManage/actions/run/tool.ts';

const node = (type: string): INode => ({
	id: '1',
	name: 'Example',
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});
const PLAIN = node('example.connectWiseManage');
const TOOL = node('example.connectWiseManageTool');

const errorOf = (message: string, description?: string) =>
	new NodeOperationError(TOOL, message, { description });

describe('a tool', () => {
	it('is told by its type', () => {
		expect(isTool(TOOL)).toBe(true);
		expect(isTool(PLAIN)).toBe(false);
		expect(isTool(node('example.toolShed'))).toBe(false);
	});

	it('has the whole of an error in its message, once', () => {
		const error = errorOf('Operation ID is empty.', 'Choose one');
		tellModel(TOOL, tellModel(TOOL, error));
		expect(error.message).toBe('Operation ID is empty. Choose one');
		expect(error.description ?? '').toBe('');
	});

	it.each([undefined, ''])('keeps a message that nothing (%j) is added to', (description) => {
		expect(tellModel(TOOL, errorOf('Refused.', description)).message).toBe('Refused.');
	});
});

it('a node keeps message and description apart', () => {
	const error = tellModel(PLAIN, errorOf('Refused', 'Ask again'));
	expect([error.message, error.description]).toEqual(['Refused', 'Ask again']);
});
