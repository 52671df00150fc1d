"""Is this name a root domain: one name that is normal already."""

from harness import Job

NAME = "acme-mail.com"
JOB = Job("root-domain", expected=NAME)


@JOB.ours(note="normalises the name, and says what is wrong with one that is none")
def domain(inputs):
    from peeker_partner import validate

    return lambda: validate.domain(NAME).domain


@JOB.peer("publicsuffixlist")
def publicsuffixlist(inputs):
    from publicsuffixlist import PublicSuffixList

    suffixes = PublicSuffixList()
    return lambda: suffixes.privatesuffix(NAME)


@JOB.peer("PyDomainExtractor", package="pydomainextractor")
def pydomainextractor(inputs):
    from pydomainextractor import DomainExtractor

    extractor = DomainExtractor()

    def run():
        parts = extractor.extract(NAME)
        return f"{parts['domain']}.{parts['suffix']}"

    return run


@JOB.peer("tldextract")
def tldextract(inputs):
    from tldextract import TLDExtract

    extract = TLDExtract(suffix_list_urls=(), cache_dir=None)
    return lambda: extract(NAME).top_domain_under_public_suffix
