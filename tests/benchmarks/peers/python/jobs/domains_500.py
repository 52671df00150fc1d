"""500 names as people paste them: normalised, checked to be root domains, each once."""

from harness import Job


def _expected(inputs):
    """From the rule by which the names were made: subdomains and addresses are no root domains."""
    roots = sorted(filter(None, map(_root, range(500))))
    return lambda result: sorted(result) == roots


def _root(number):
    if number % 50 == 20:
        return f"münchen-{number}.de".encode("idna").decode()
    return None if number % 50 in (10, 30, 40) else f"acme-mail-{number}.com"


JOB = Job("domains-500", expected=_expected)


@JOB.ours(note="gives a verdict for each name besides, with a suggestion where it is none")
def domains(inputs):
    from peeker_partner import validate

    pasted = inputs.json("pasted.json")
    return lambda: list(validate.domains(pasted).domains)


@JOB.peer("idna + publicsuffixlist", package="publicsuffixlist")
def publicsuffixlist(inputs):
    root, pasted = _publicsuffixlist(), inputs.json("pasted.json")
    return lambda: _with(root, pasted)


@JOB.peer("idna + PyDomainExtractor", package="pydomainextractor")
def pydomainextractor(inputs):
    from pydomainextractor import DomainExtractor

    extract, pasted = DomainExtractor().extract, inputs.json("pasted.json")

    def root(name):
        parts = extract(name)
        return f"{parts['domain']}.{parts['suffix']}"

    return lambda: _with(root, pasted)


@JOB.peer("idna + tldextract", package="tldextract")
def tldextract(inputs):
    from tldextract import TLDExtract

    extract, pasted = TLDExtract(suffix_list_urls=(), cache_dir=None), inputs.json("pasted.json")
    return lambda: _with(lambda name: extract(name).top_domain_under_public_suffix, pasted)


def _publicsuffixlist():
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList().privatesuffix


def _with(root, pasted):
    """What one writes by hand around a suffix list."""
    import idna

    found = {}
    for text in pasted:
        name = text.strip().lower()
        name = name.partition("://")[2] or name
        for end in "/?#":
            name = name.partition(end)[0]
        if "@" in name:
            continue
        name = name.rstrip(".")
        try:
            name = name if name.isascii() else idna.encode(name, uts46=True).decode()
        except idna.IDNAError:
            continue
        if root(name) == name:
            found[name] = None
    return list(found)
