// Verifies the Data Integrity proofs of credentials with the packages of Digital Bazaar.  In: an object on standard
// input with `documents`, and `loaded`, what stands at addresses.  Out: JSON, `verified` and `problems` of each.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const require = createRequire(`${process.argv[2]}/index.js`);
const load = async name => import(pathToFileURL(require.resolve(name)).href);
const [vc, {DataIntegrityProof}, didKey, ed25519, ecdsa, eddsaRdfc, eddsaJcs, ecdsaRdfc, ecdsaJcs] = await Promise.all([
  '@digitalbazaar/vc', '@digitalbazaar/data-integrity', '@digitalbazaar/did-method-key',
  '@digitalbazaar/ed25519-multikey', '@digitalbazaar/ecdsa-multikey', '@digitalbazaar/eddsa-rdfc-2022-cryptosuite',
  '@digitalbazaar/eddsa-jcs-2022-cryptosuite', '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite',
  '@digitalbazaar/ecdsa-jcs-2019-cryptosuite'].map(load));

let text = '';
for await(const chunk of process.stdin) text += chunk;
const {documents, loaded} = JSON.parse(text);

const driver = didKey.driver();
driver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: ed25519.from});
for(const head of ['zDna', 'z82L']) driver.use({multibaseMultikeyHeader: head, fromMultibase: ecdsa.from});

async function documentLoader(url) {
  if(url in loaded) return {contextUrl: null, documentUrl: url, document: loaded[url]};
  if(url.startsWith('did:key:')) return {contextUrl: null, documentUrl: url, document: await driver.get({url})};
  const [base, fragment] = url.split('#');
  const method = fragment && loaded[base]?.verificationMethod?.find(one => one.id === url);
  if(method) {
    return {contextUrl: null, documentUrl: url,
      document: {'@context': 'https://w3id.org/security/multikey/v1', ...method}};
  }
  throw new Error(`${url} is not loaded`);
}

const cryptosuites = [eddsaRdfc.cryptosuite, eddsaJcs.createVerifyCryptosuite(), ecdsaRdfc.cryptosuite,
  ecdsaJcs.createVerifyCryptosuite()];
const suite = cryptosuites.map(cryptosuite => new DataIntegrityProof({cryptosuite}));
const answers = [];
for(const document of documents) {
  const result = await vc.verifyCredential({credential: document, suite, documentLoader});
  const problems = (result.error?.errors ?? [result.error]).filter(Boolean).map(error => String(error.message));
  answers.push({verified: result.verified, problems});
}
console.log(JSON.stringify(answers));
