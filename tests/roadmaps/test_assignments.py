from roadmaps.assignments import Assignment, assignments
from roadmaps.models import Activity
from schools.models import SchoolStaff
from tests import factories as f

Audience = Activity.Audience


def test_activity_of_all_schools_falls_to_their_directors(world) -> None:
    assert set(assignments(world.municipality, [world.activity])) == {
        Assignment(world.activity.pk, world.director.pk, world.school.pk),
        Assignment(world.activity.pk, world.other_director.pk, world.other_school.pk),
    }


def test_activity_of_listed_schools_falls_to_theirs_alone(world) -> None:
    activity = f.ActivityFactory(section=world.activity.section, audience=Audience.LISTED)
    activity.schools.set([world.school, f.SchoolStaffFactory(school__municipality=world.municipality).school])
    assert assignments(world.municipality, [activity]) == [
        Assignment(activity.pk, world.director.pk, world.school.pk),
    ]


def test_director_of_two_schools_answers_for_each(world) -> None:
    SchoolStaff.objects.filter(user=world.other_director).update(user=world.director)
    found = assignments(world.municipality, [world.activity])
    assert {(one.user_id, one.school_id) for one in found} == {
        (world.director.pk, world.school.pk),
        (world.director.pk, world.other_school.pk),
    }


def test_closed_school_and_dismissed_director_are_not_asked(world) -> None:
    world.school.is_active = False
    world.school.save()
    world.other_director.is_active = False
    world.other_director.save()
    assert assignments(world.municipality, [world.activity]) == []


def test_activity_of_municipality_falls_to_office(world) -> None:
    activity = f.ActivityFactory(section=world.activity.section, audience=Audience.MUNICIPAL, responsible_text="")
    office = {world.methodist, world.coordinator, world.roadmap.approved_by}
    assert set(assignments(world.municipality, Activity.objects.filter(pk=activity.pk))) == {
        Assignment(activity.pk, person.pk, None) for person in office
    }


def test_activity_of_other_town_has_no_assignments(world, stranger) -> None:
    assert assignments(world.municipality, [stranger.activity]) == []


def test_assignments_cost_the_same_queries_for_few_and_for_many(world, django_assert_max_num_queries) -> None:
    for _ in range(30):
        f.ActivityFactory(section=world.activity.section, audience=Audience.LISTED).schools.set([world.school])
    for activities in ([world.activity], list(Activity.objects.all())):
        with django_assert_max_num_queries(12):
            assignments(world.municipality, activities)
