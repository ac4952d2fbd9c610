// Reads an AsyncAPI document with the official parser; exits 0 when it is accepted, and prints every finding.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const ERROR = 0;
const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
for (const each of diagnostics) console.log(`${each.code} at ${each.path.join(".")}: ${each.message}`);
if (!document || diagnostics.some((each) => each.severity === ERROR)) process.exit(1);
console.log(`accepted ${document.version()}: ${document.channels().length} channels, ${document.operations().length} operations`);
