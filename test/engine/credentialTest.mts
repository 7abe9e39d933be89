import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import { CredentialTestContext } from './engine.mts';
import { shippedNodes } from './package.mts';

/**
 * Presses a credential's Test button: n8n's own tester takes the function that the first node with a
 * `testedBy` names, and runs it in this context.
 */
export async function testCredential(
	name: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	for (const [, { description, methods }] of shippedNodes()) {
		const testedBy = description.credentials?.find((used) => used.name === name)?.testedBy;
		if (typeof testedBy !== 'string') continue;
		const test = methods?.credentialTest?.[testedBy];
		if (!test) throw new Error(`The node ${description.name} has no test "${testedBy}"`);
		return await test.call(new CredentialTestContext(), { id: 'saved', name, type: name, data });
	}
	throw new Error(`No node tests the credential "${name}"`);
}
