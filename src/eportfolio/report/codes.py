"""The closed set of finding codes.

Every finding that the library can make has its code here, and nowhere else: what it means, how grave it is by
default, and what a person can do about it.  The hundreds tell the kind: 10xx the file itself, 11xx syntax,
12xx structure, 13xx meaning, 14xx vocabularies, 15xx linking, 16xx proofs, 17xx tables of recipients, 18xx exchange
between organisations, 20xx reading, 30xx writing and loss, 40xx the model, 90xx our own faults.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; the order is that of the SARIF levels note, warning, error."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """A number that grows with gravity, to compare severities."""
        return ("info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be found.

    Attributes:
        code: ``EP`` and four digits; never reused for another meaning.
        name: a short name in kebab case, for machines and headings.
        severity: the default severity.
        title: one sentence in plain words.
        explanation: why it matters and what stands behind it.
        hint: what a person can do.
    """

    code: str
    name: str
    severity: Severity
    title: str
    explanation: str
    hint: str


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

# fmt: off
_RULES = (
    # -- the file itself -------------------------------------------------------------------------------------
    Rule("EP1001", "empty-file", _E, "The file is empty.",
         "There is no byte, or nothing but white space, to read.",
         "Export the file again, or check that the download was completed."),
    Rule("EP1002", "file-not-readable", _E, "The file cannot be opened.",
         "It does not exist, is a folder, or may not be read by this user.",
         "Check the name and the permissions."),
    Rule("EP1003", "limit-exceeded", _E, "The file goes beyond a safety limit.",
         "Size, depth, number of nodes, number of attachments and inflated size are bounded, so that a hostile file "
         "costs bounded time and memory.",
         "If you trust the file, raise the limit that the message names."),
    Rule("EP1004", "unsafe-content", _E, "The file has content that can attack a reader.",
         "Document type declarations and entities can read other files or grow without bound; no e-portfolio format "
         "needs them.",
         "Ask the sender for the file without a DOCTYPE."),
    Rule("EP1005", "wrong-encoding", _E, "The bytes are not text in the declared encoding.",
         "XML is UTF-8 unless it says otherwise, and JSON is UTF-8.",
         "Save the file as UTF-8, or declare its encoding in the first line."),
    Rule("EP1006", "encrypted", _E, "The file is encrypted.",
         "A password is needed before the attachment inside can be read.",
         "Save an unprotected copy and use that."),
    Rule("EP1007", "no-portfolio-inside", _E, "The container holds no portfolio.",
         "A Europass PDF carries its data as an attached XML file; a PDF that was printed or scanned does not.",
         "Download the CV again from the editor as Europass PDF or XML."),
    Rule("EP1008", "unknown-format", _E, "No adapter knows this format.",
         "The format is told from the content: root element and namespace, or the keys of a JSON document.",
         "List the known formats with: eportfolio formats. Name one with --from."),
    Rule("EP1009", "ambiguous-format", _E, "Two formats are equally likely.",
         "The content fits more than one adapter and nothing decides between them.",
         "Name the format with --from."),
    Rule("EP1010", "neighbouring-format", _E, "The file is of a neighbouring kind that is no portfolio.",
         "Some documents look like a portfolio but describe something else, for instance a job.",
         "Check that you have chosen the right file."),
    Rule("EP1011", "target-exists", _E, "The target exists already.",
         "A file is never overwritten unasked.",
         "Choose another name, or use --force."),
    Rule("EP1012", "usage", _E, "The request makes no sense.",
         "An option, a name or a combination of them is not one that there is.",
         "See: eportfolio --help."),
    # -- syntax ----------------------------------------------------------------------------------------------
    Rule("EP1101", "not-well-formed", _E, "The document is broken.",
         "The parser cannot make sense of it from the given place on.",
         "Repair the place, or export the file again: truncated downloads are the usual cause."),
    Rule("EP1102", "duplicate-key", _E, "A JSON object has the same key twice.",
         "Readers disagree on which of the two values counts, so one of them would be lost in silence.",
         "Remove one of them."),
    Rule("EP1103", "nested-too-deeply", _E, "The document is nested too deeply.",
         "No portfolio needs such depth; it is a known attack on readers.",
         "Check where the file comes from."),
    Rule("EP1104", "invalid-character", _E, "The text has characters that XML cannot carry.",
         "Control characters and lone surrogates cannot be exchanged between formats.",
         "Remove them at the source."),
    # -- structure -------------------------------------------------------------------------------------------
    Rule("EP1201", "missing-element", _E, "A required element is missing.",
         "The schema of the format demands it.", "Add it."),
    Rule("EP1202", "unexpected-element", _E, "An element stands where the format does not allow it.",
         "It is unknown, or known but in another place or order.", "Remove it, or move it to its place."),
    Rule("EP1203", "too-many-elements", _E, "An element is there more often than the format allows.",
         "The schema of the format bounds how often it may occur.", "Keep as many as are allowed."),
    Rule("EP1204", "invalid-value", _E, "A value is not allowed here.",
         "The format bounds the value by a type, a pattern or a code list.", "Use one of the allowed values."),
    Rule("EP1205", "missing-attribute", _E, "A required attribute is missing.",
         "The schema of the format demands it.", "Add it."),
    Rule("EP1206", "unexpected-attribute", _E, "An attribute is not allowed here.",
         "The schema of the format does not know it.", "Remove it."),
    Rule("EP1207", "wrong-type", _E, "A value is of the wrong type.",
         "For example a text where the format wants a list.", "Use the type that the message names."),
    Rule("EP1208", "dangling-reference", _E, "A reference leads nowhere.",
         "It names an id that no element of the document has.", "Correct the id, or add the element."),
    Rule("EP1209", "duplicate-id", _E, "Two elements have the same id.",
         "A reference to it would be ambiguous.", "Give one of them another id."),
    Rule("EP1210", "unexpected-text", _E, "Text stands where only elements are allowed.",
         "Readers ignore it or fail.", "Move the text into an element."),
    Rule("EP1211", "unknown-version", _W, "The version of the format is not one we know.",
         "The rules of the nearest known version were used.", "Check the version that the file declares."),
    Rule("EP1212", "schema-violation", _E, "The schema file that you named does not allow this.",
         "The message is that of the schema processor.", "Compare with the schema at that place."),
    Rule("EP1213", "not-a-credential", _E, "The document would pass every shape because nothing in it is looked at.",
         "Shapes hold for nodes of a type. A document without the context or the type of a European Digital "
         "Credential has no such node, so a shape engine finds nothing wrong in it.",
         "Give the document the context and the types of a European Digital Credential."),
    Rule("EP1214", "dropped-term", _E, "A key is not defined by the context and is dropped.",
         "A JSON-LD processor ignores keys that the context does not define: what they say is not signed, not "
         "checked and not read by others.",
         "Correct the spelling of the key, or take it out."),
    Rule("EP1215", "merged-node", _E, "One id is used for objects with different content.",
         "In RDF, objects with one id are one node: their values merge, and what may stand once then stands twice.",
         "Give each object an id of its own, or the same content everywhere."),
    Rule("EP1216", "language-twice", _E, "A text is given twice in one language.",
         "The format allows one value in each language here.",
         "Keep one of the texts, or correct the language of the other."),
    Rule("EP1217", "context-conflict", _E, "Two contexts define one protected term differently.",
         "A JSON-LD 1.1 processor refuses a document whose context redefines a protected term (JSON-LD 1.1, 4.1.11).",
         "Use the context of version 1.1 of the Verifiable Credentials data model with this profile."),
    Rule("EP1218", "shape-violation", _E, "The shapes that you named do not allow this.",
         "The official shapes of the format, run over the RDF of the document, report a violation.",
         "See the message of the shape; the rules of validate usually say it in plainer words."),
    Rule("EP1219", "scheme-required", _E, "A concept is not declared to be in the vocabulary that is demanded here.",
         "The format demands a concept of one vocabulary, and the concept has to say so in inScheme.",
         "Take a concept of that vocabulary, with the address of its scheme."),
    Rule("EP1220", "context-order", _W, "The contexts do not stand in the order that the specification demands.",
         "The schema lets one context, or an object, stand in place of the ordered list; other readers do not.",
         "Write a list of contexts in the order that the message gives."),
    Rule("EP1221", "context-drift", _W, "A context is in use in two texts that differ, and the document relies on one.",
         "A verifier that has the other text sees other statements, and the signature does not hold there.",
         "Check with those who are to verify the document, or do without the term that the message names."),
    Rule("EP1222", "unanchored-code", _W, "A code passes only because the pattern of the schema is not anchored.",
         "The schema looks for ext: anywhere in the text; it was meant to stand at the start, before a name.",
         "Write ext: and a name of letters, digits, dots, hyphens and underscores."),
    Rule("EP1223", "relative-id", _W, "An id or address is not absolute.",
         "A relative one means something else wherever the file stands, and JSON-LD processors drop it.",
         "Write a complete address, such as https://… or urn:uuid:…."),
    Rule("EP1224", "date-without-zone", _W, "A date lacks its time or its time zone.",
         "The specification demands both; without them the moment differs from place to place.",
         "Add the time with its zone where they are known, such as 2024-06-30T12:00:00Z."),
    Rule("EP1225", "identity-unclear", _W, "Whom the document is about cannot be told with certainty.",
         "There is no identity, or what is called a hash is none, or the other way round.",
         "Give the subject an id, or an identity whose form agrees with hashed."),
    Rule("EP1226", "unusable-image", _W, "A picture inside the document cannot be shown.",
         "It is damaged, unsafe, or of a kind that badges do not use: they use PNG and SVG.",
         "Embed the picture again as PNG or SVG, or give its address."),
    Rule("EP1227", "language-map", _W, "Texts stand by language where the context has no place for languages.",
         "The schema allows it, but JSON-LD processors drop these texts: they are not signed, and safe readers refuse.",
         "Write one text, its language in inLanguage, and other editions of the achievement in related."),
    Rule("EP1228", "out-of-bounds", _W, "A result is outside the values that its description allows.",
         "The description of the result lists the values or gives the smallest and the largest.",
         "Correct the value, or the description."),
    Rule("EP1229", "undefined-type", _W, "A type is not defined by the contexts.",
         "A JSON-LD processor makes a relative address of it, or drops it.",
         "Name the context that defines the type, or write its complete address."),
    Rule("EP1230", "schema-chosen", _I, "Of the schemas in the folder that you named, one was chosen.",
         "It is told from the ids of schemas in the document, its types, its contexts and its members.",
         "If it is the wrong one, name the file of the schema itself."),

    # -- meaning ---------------------------------------------------------------------------------------------
    Rule("EP1301", "impossible-date", _W, "A date does not exist in the calendar.",
         "The text is kept as it stands, but no receiver can compute with it.", "Correct the date."),
    Rule("EP1302", "period-reversed", _W, "A period ends before it begins.",
         "One of the two dates is wrong.", "Correct the dates."),
    Rule("EP1303", "unknown-code", _W, "A code is not in the list it claims to be from.",
         "The code is kept as it stands; receivers may not understand it.", "Use a code of the list."),
    Rule("EP1304", "invalid-base64", _W, "An attachment is not proper base64.",
         "Its text is kept as it stands, but there is no file to open in it.", "Attach the file again."),
    Rule("EP1305", "encoded-twice", _I, "An attachment was encoded twice.",
         "The editor does so with photos; the file inside was unwrapped and the spelling is kept.", "Nothing to do."),
    Rule("EP1306", "unsafe-markup", _W, "Markup that could run code was removed from a text.",
         "Scripts, event handlers and embedded frames are never carried on; the words stay.",
         "Remove the markup at the source."),
    Rule("EP1307", "unknown-concept", _W, "A concept is not in the vocabulary that its URI belongs to.",
         "The installed version of the vocabulary has no concept with this URI or code; receivers will not know it "
         "either.",
         "Check the URI, or install the version it was taken from: eportfolio vocab install."),
    Rule("EP1308", "obsolete-concept", _W, "A concept is obsolete.",
         "The vocabulary has withdrawn it; where it names a successor, the message does so too.",
         "Choose a current concept: eportfolio vocab search, or eportfolio vocab migrate."),
    Rule("EP1309", "wrong-scheme", _W, "A concept does not belong to the scheme that stands beside it.",
         "The code or URI is of another vocabulary than the one that is named, or of one that does not fit the field.",
         "Name the scheme that the code was taken from."),
    Rule("EP1310", "label-not-of-concept", _W, "An official label never belonged to the concept beside it.",
         "The label that claims to be the vocabulary's own is none of its labels in any installed language.",
         "Keep the owner's words as label, and take the official label from the vocabulary."),
    Rule("EP1311", "levels-disagree", _W, "Two levels of a qualification contradict each other.",
         "The national level is referenced to another level of the European Qualifications Framework.",
         "Check both levels with the awarding body."),
    Rule("EP1312", "unlikely-date", _W, "A date makes no sense where it stands.",
         "For example an award before birth, or something achieved in the future.", "Check the date."),
    Rule("EP1313", "not-checked", _I, "Concepts were not checked, because their vocabulary is not installed.",
         "Nothing is said about them, neither good nor bad.", "Install it: eportfolio vocab install."),
    Rule("EP1314", "withdrawn-code", _W, "A code has been withdrawn from its list.",
         "The code was valid once, such as that of a country that no longer exists.",
         "Nothing to do when it was right at the time; else use the present code."),
    Rule("EP1315", "code-not-of-concept", _W, "A code and the URI beside it mean two concepts.",
         "Both are of the same vocabulary, and receivers differ on which of them they read.",
         "Keep the one that is meant."),
    Rule("EP1316", "part-of-itself", _W, "An item is a part of itself.",
         "It names a whole that, by way of other items or directly, names it as its own whole.",
         "Take one of the references in part_of out."),
    # -- vocabularies ----------------------------------------------------------------------------------------
    Rule("EP1401", "vocabulary-missing", _E, "A vocabulary is not installed.",
         "Large vocabularies are installed from the files their publishers offer.",
         "Install it with the command that the message names."),
    Rule("EP1402", "vocabulary-damaged", _E, "The file of an installed vocabulary is damaged.",
         "It was cut off, changed, or is no index at all.", "Install the vocabulary again."),
    Rule("EP1403", "vocabulary-newer", _E, "The file of a vocabulary was written by a newer release.",
         "Its layout may differ from what this release knows.", "Update eportfolio."),
    Rule("EP1404", "vocabulary-not-written", _E, "A vocabulary cannot be written.",
         "The folder is read-only or the disk is full; what was installed before is as it was.",
         "Make room, or choose another folder with EPORTFOLIO_VOCABULARIES."),
    Rule("EP1405", "vocabulary-source", _E, "The source of a vocabulary cannot be understood.",
         "A column is missing or the file is of another kind than its name says.",
         "Download it again from its publisher, and give it unchanged."),
    Rule("EP1406", "vocabulary-incomplete", _W, "The source of a vocabulary is not complete.",
         "What is there was installed; what is missing is named.",
         "Add the missing files and install again."),
    Rule("EP1407", "mixed-versions", _E, "The source mixes several versions of a vocabulary.",
         "Relations of one version may not hold in another.", "Give the files of one version, or name it."),
    Rule("EP1408", "truncated-row", _W, "A row of a table has too few or too many cells.",
         "It was left out; the file may have been cut off.", "Download the file again."),
    Rule("EP1409", "duplicate-concept", _W, "A concept is there twice, with contradictory values.",
         "The first value was kept.", "Tell the publisher of the vocabulary."),
    Rule("EP1410", "cyclic-hierarchy", _W, "A hierarchy runs in a circle.",
         "A concept stands above itself; trees are cut at that place.", "Tell the publisher of the vocabulary."),
    Rule("EP1411", "unresolved-relation", _W, "Rows speak of a concept that is not there.",
         "They were left out, because nothing says what the concept is.", "Add the file that has the concept."),
    Rule("EP1412", "concept-without-label", _W, "Concepts have no label.",
         "They can be found by their URI only.", "Add the file of a language."),
    Rule("EP1413", "not-taken", _W, "Something in the source of a vocabulary was not taken.",
         "The index has no place for it.", "Keep the source."),
    Rule("EP1414", "invalid-mapping", _W, "A mapping cannot be used.",
         "It lacks a side, or names a relation that is none.", "Correct the row."),
    Rule("EP1415", "duplicate-mapping", _W, "A mapping is there twice.",
         "The second one says nothing that the first does not say; it was left out.", "Remove one of the rows."),
    Rule("EP1416", "concept-moved", _I, "A concept was moved to its successor.",
         "A supplied mapping says so. The owner's words stay, and the former URI is kept too.", "Nothing to do."),
    Rule("EP1417", "column-guessed", _I, "What a column of a table holds was told from its name or its cells.",
         "Nobody said it, and a name can mean something else.", "Say what it holds: --column WHAT=NAME."),
    # -- linking ---------------------------------------------------------------------------------------------
    Rule("EP1501", "linked", _I, "A concept was linked to the owner's words.",
         "The words stay as they are; the concept stands beside them.", "Nothing to do."),
    Rule("EP1502", "proposed", _I, "A concept is proposed for the owner's words.",
         "Its score is below the threshold, so a person decides.", "Decide in the review file: --review."),
    Rule("EP1503", "nothing-proposed", _I, "No concept was found for the owner's words.",
         "Nothing came near enough to be worth a decision.", "Search by hand: eportfolio vocab search."),
    Rule("EP1504", "review-not-understood", _E, "A row of the review file cannot be used.",
         "It names an item or a concept that is not there, or a decision that is none.",
         "Write yes, no, or the URI of another concept in the column decision."),
    # -- proofs ----------------------------------------------------------------------------------------------
    Rule("EP1601", "proof-checked", _I, "A step of the proof was checked and holds.",
         "Only what was really looked at is reported so.",
         "Nothing to do."),
    Rule("EP1602", "proof-failed", _E, "A step of the proof was checked and does not hold.",
         "The document was changed after it was sealed, or its seal, certificate or time stamp is not what it claims.",
         "Do not rely on the document; ask its issuer for the original."),
    Rule("EP1603", "proof-not-checked", _W, "A step of the proof was not checked.",
         "It needs something that is not in the document, such as the trusted certificates or the network.",
         "Give what the message names, or have the step checked elsewhere."),
    Rule("EP1604", "no-proof", _W, "The document has no proof that could be verified.",
         "An unsealed draft proves nothing about who issued it.",
         "Ask the issuer for the sealed original."),
    Rule("EP1605", "not-signed", _E, "The document was not signed.",
         "Something in it or about its key stands in the way: a signature is not made of what others would refuse.",
         "Do what the message says, and sign again."),
    Rule("EP1606", "changed-for-signing", _I, "The document was changed so that it can be signed.",
         "A signature needs terms, or an issuer, that the draft did not have; you asked for it, or it is harmless.",
         "Nothing to do, unless the draft was meant to stay as it is."),
    Rule("EP1607", "canonical-variants", _W, "Two forms of the canonical document go about.",
         "Implementations of RDFC-1.0 number some graphs of blank nodes differently; the signature is over the form of "
         "the JavaScript implementations.",
         "Give the objects without an id one of their own; then all implementations agree."),
    Rule("EP1608", "uncommon-suite", _I, "Not every verifier of this format takes this suite.",
         "The reference validator of Open Badges 3.0 takes eddsa-rdfc-2022; other suites of the W3C are as good, where "
         "verifiers have them.",
         "Sign with an Ed25519 key and eddsa-rdfc-2022, or know your verifiers."),

    # -- tables of recipients --------------------------------------------------------------------------------
    Rule("EP1701", "invalid-cell", _E, "A cell of the table cannot be used.",
         "The value does not fit what its column is for; no document is written for that row.",
         "Correct the cell that is named, and run the command again with --resume."),
    Rule("EP1702", "unknown-column", _W, "A column of the table is not used.",
         "Its heading is no field of the template.",
         "Correct the heading, or take the column out."),
    Rule("EP1703", "missing-cell", _E, "A cell that is needed is empty.",
         "No document is written for that row.",
         "Fill the cell in, and run the command again with --resume."),
    Rule("EP1704", "duplicate-recipient", _W, "Two rows of the table are about the same person.",
         "Each of them gets a document, with ids of its own.",
         "Take one of the rows out, unless the person is to get both documents."),

    # -- reading ---------------------------------------------------------------------------------------------
    Rule("EP2001", "not-mapped", _W, "A value has no place in the model and is kept as residue.",
         "Nothing is lost: it sits on the item it belongs to and comes back when the same format is written. "
         "Other formats will not show it.",
         "If you need it as data, tell the project which field it should be."),
    Rule("EP2002", "format-detail", _I, "A detail of the source format is kept as residue.",
         "Layout, generator names and the like describe the file, not the person; they come back when the same "
         "format is written.",
         "Nothing to do."),
    Rule("EP2003", "item-not-read", _W, "An item could not be read and is kept as residue.",
         "The rest of the file was imported.", "Look at the place that is named."),
    Rule("EP2004", "variant-kept-apart", _I, "The file has profiles in several languages.",
         "Authors change content between languages, so the profiles are kept side by side and never joined unasked.",
         "Nothing to do."),
    Rule("EP2005", "not-read", _W, "A part of a container was not read.",
         "One portfolio is read from a container such as a PDF; other files in it are left alone.",
         "Extract the other file and read it by itself."),
    # -- writing and loss ------------------------------------------------------------------------------------
    Rule("EP3001", "lost", _W, "A value is lost: the target format has no place for it.",
         "The writer names every value that it cannot carry.",
         "Keep the source, or choose a format that carries the field: eportfolio formats --fields."),
    Rule("EP3002", "as-text", _W, "A value is carried as text only.",
         "People can read it in the target, programs can no longer compute with it.",
         "Choose a format that carries the field: eportfolio formats --fields."),
    Rule("EP3003", "approximate", _W, "A value is carried approximately.",
         "The target holds a coarser or a different form of it.",
         "Compare with: eportfolio crosswalk --to FORMAT."),
    Rule("EP3004", "residue-lost", _W, "A value kept from the source format is lost in this target.",
         "It had no place in the model, and only its own format can carry it.",
         "Keep the source file."),
    Rule("EP3005", "residue-not-allowed", _W, "A value kept from the source is not allowed by the target's schema.",
         "It was not valid in the source either, or the version written does not know it.",
         "Use --residue keep to write it all the same."),
    Rule("EP3006", "proof-not-carried", _W, "A signature does not survive a conversion.",
         "A signed original proves its own bytes only; it stays with the portfolio as it was.",
         "Send the original beside the converted file."),
    Rule("EP3007", "required-by-target", _E, "The target format demands a value that the portfolio does not have.",
         "Nothing is invented to fill it.", "Add the value to the portfolio, then write again."),
    Rule("EP3008", "value-not-expressible", _W, "A value does not fit the target's rules and was left out.",
         "The target bounds the field by a type, a pattern or a code list that this value is outside of.",
         "Keep the source, or change the value."),
    # -- exchange between organisations ----------------------------------------------------------------------
    Rule("EP1801", "different-persons", _E, "Two portfolios are not shown to be about one person.",
         "Merging the records of two people would give each of them the other's data. Identifiers of one authority, or "
         "a name with the same date of birth or e-mail address, show that two records are one person's.",
         "Check that you have chosen the right files."),
    Rule("EP1802", "conflicting-values", _W, "Two records of one person say something else.",
         "Nothing was overwritten: the first record's value stays, and the other one is told.",
         "Decide which of the two is right."),
    Rule("EP1803", "need-not-met", _E, "Something that the receiver needs is missing.",
         "The exchange profile of the receiving organisation says what must be in a portfolio, and what it is for.",
         "Add what is missing, or ask the organisation whether it can do without."),
    Rule("EP1804", "recommended-missing", _W, "Something that the receiver would like to have is missing.",
         "The exchange profile recommends it; a portfolio passes without it.",
         "Add it, if you have it and want to share it."),
    Rule("EP1805", "not-accepted", _E, "A value is not in a form that the receiver accepts.",
         "The exchange profile of the receiving organisation says how what is there must be.",
         "Change the value, or leave it out."),
    Rule("EP1806", "refused", _E, "The portfolio has something that the receiver refuses.",
         "An organisation must not take what it does not need, and says so in its exchange profile.",
         "Leave it out: eportfolio share makes a portfolio that has no more than is needed."),
    Rule("EP1807", "prohibited-identifier", _E, "The portfolio has an identifier that the receiver must not get.",
         "The law part of the exchange profile prohibits it.",
         "Leave the identifier out."),
    Rule("EP1808", "profile-contradiction", _E, "An exchange profile contradicts itself.",
         "No portfolio could meet it.",
         "Make both places agree; what is inherited is said anew under the same name."),
    Rule("EP1809", "profile-cycle", _E, "Exchange profiles inherit from each other in a circle.",
         "Nothing could be read from such a circle.",
         "Take one of the names out of extends."),
    Rule("EP1810", "model-version", _E, "An exchange profile is written for another version of the model.",
         "Its paths may mean something else, or nothing, in the version that this release knows.",
         "Update the profile, or eportfolio."),
    Rule("EP1811", "profile-not-in-force", _W, "An exchange profile is not in force on this day.",
         "It names the days on which it holds.",
         "Ask the organisation for the profile that is in force."),
    Rule("EP1812", "language-fallback", _I, "A text is there in another language than the preferred one.",
         "The exchange profile accepts the language, and would rather have another.",
         "Add the text in the preferred language, if you can."),

    # -- profile ---------------------------------------------------------------------------------------------
    Rule("EP4001", "invalid-portfolio", _E, "The canonical file does not fit the model.",
         "A field has a value of the wrong type or form.", "Compare with: eportfolio schema."),
    Rule("EP4002", "newer-schema-version", _E, "The file was written by a newer release.",
         "Its meaning may differ from what this release knows.", "Update eportfolio."),
    # -- our own faults --------------------------------------------------------------------------------------
    Rule("EP9001", "undeclared-loss", _E, "The written file reads back differently from what was declared.",
         "This is a fault of the library; the target was not written.",
         "Please report it with the file redacted; --no-verify writes it all the same."),
    Rule("EP9002", "missing-extra", _E, "An optional part of the library is not installed.",
         "Heavy libraries are optional.", "Install the extra that the message names."),
    Rule("EP9003", "internal-error", _E, "Something happened that the library did not foresee.",
         "This is a fault of the library; the message names its place and holds nothing of the file.",
         "Please report it with that message; EPORTFOLIO_DEBUG=1 shows more, which may be personal."),
)
# fmt: on

RULES: dict[str, Rule] = {rule.code: rule for rule in _RULES}
"""All rules by code."""

CODE: dict[str, str] = {rule.name: rule.code for rule in _RULES}
"""The code for each rule name, so that our code can speak in words: ``CODE["lost"]``."""
