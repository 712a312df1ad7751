"""The fence around these tests: what a page may not do is noticed."""

import pytest

pytestmark = pytest.mark.browser


def test_a_page_that_asks_elsewhere_or_breaks_its_policy_is_noticed(visits, served, tmp_path):
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'; img-src *\">"
    (tmp_path / "index.html").write_text(
        f"{policy}<script>window.ran = true</script><img src='http://other.example/x.png'>"
    )
    page = visits.page()

    page.goto(served(tmp_path).url)

    assert page.evaluate("window.ran") is None
    assert visits.elsewhere == ["http://other.example/x.png"]
    assert any("Content Security Policy" in complaint for complaint in visits.complaints)
    visits.elsewhere.clear()
    visits.complaints.clear()
